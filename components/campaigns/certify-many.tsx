'use client';

import { useState } from 'react';
import type { CampaignItemView } from '@/lib/campaigns/campaign-shape';
import type { ActionResult } from '@/lib/gate/action';
import { FormError, type FormProblem } from '../form/form-error';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { toastResult } from '../ui/toast-result';
import { CampaignItemRows } from './campaign-item-rows';

export type AnswerCampaign = (input: unknown) => Promise<ActionResult<{ results: { siteId: string; problem: string | null }[] }>>;

export interface CertifyManyProps {
  campaignId: string;
  items: CampaignItemView[];
  now: string;
  answerCampaign: AnswerCampaign;
}

/** So many Sites go to the server at once; the progress moves after each. */
const batchSize = 25;
const noAnswer: FormProblem = { title: 'The server did not answer', detail: 'What is answered already stays so. Load the page again and go on with the rest.' };

/** Keeps everybody of many Sites at once, where nothing speaks against any of them. All others are opened and decided on. */
export function CertifyMany({ campaignId, items, now, answerCampaign }: CertifyManyProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [running, setRunning] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const clear = items.filter(({ state, entries }) => state === 'waiting' && entries.certify === entries.total).map(({ site }) => site.id);
  const chosen = clear.filter((id) => ticked.has(id));
  const sites = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;

  const certify = async () => {
    const refused = new Map<string, string>();
    let done = 0;
    setProblem(null);
    setRunning({ done, total: chosen.length });
    try {
      for (let at = 0; at < chosen.length; at += batchSize) {
        const result = await answerCampaign({ campaignId, answers: chosen.slice(at, at + batchSize).map((siteId) => ({ siteId, rest: 'recommended' })) });
        if (!result.ok) {
          setProblem(readableProblem(result.problem));
          break;
        }
        for (const { siteId, problem: why } of result.answer.results) if (why === null) done += 1; else refused.set(siteId, why);
        setRunning({ done: done + refused.size, total: chosen.length });
      }
      if (done > 0) toastResult({ ok: true, message: `Everybody of ${sites(done)} keeps access` });
      setTicked(new Set());
    } catch (error) {
      // Whose session has ended is on the way to the sign-in page.
      if (!String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_REDIRECT')) setProblem(noAnswer);
    } finally {
      setProblems(refused);
      setRunning(null);
    }
  };

  return (
    <Panel
      title="Sites"
      description={clear.length === 0 ? 'Open each and decide.' : `Nothing speaks against anybody of ${sites(clear.length)} on this page. The others are opened and decided on.`}
      flush
    >
      {clear.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2">
          <button type="button" className="min-h-6 underline" onClick={() => setTicked(new Set(chosen.length === clear.length ? [] : clear))}>
            {chosen.length === clear.length ? 'Choose none' : `Choose ${clear.length.toLocaleString('en-US')}`}
          </button>
          <Button size="sm" disabledReason={chosen.length === 0 ? 'Choose at least one Site' : running !== null ? 'Under way' : undefined} onClick={() => void certify()}>
            Keep everybody of {sites(chosen.length)}
          </Button>
        </div>
      )}
      <div role="status" className="px-4 py-2 empty:hidden">
        {running !== null && <Progress label="Answering" value={running.done} max={running.total} />}
      </div>
      {problem !== null && (
        <div className="p-4">
          <FormError problem={problem} />
        </div>
      )}
      <CampaignItemRows
        campaignId={campaignId}
        items={items}
        now={now}
        isTicked={(id) => ticked.has(id)}
        onTick={(id, isTicked) => setTicked(new Set(isTicked ? [...ticked, id] : [...ticked].filter((each) => each !== id)))}
        problems={problems}
      />
    </Panel>
  );
}
