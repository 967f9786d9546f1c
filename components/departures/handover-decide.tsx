'use client';

import { useState, type FormEvent } from 'react';
import { handoverChoices, type HandoverChoice } from '@/lib/domain/handover';
import type { HandoverDetail, HandoverItemView } from '@/lib/departures/handover-shape';
import type { ActionResult } from '@/lib/gate/action';
import { ComboBox } from '../form/combo-box';
import { errorFor, FormError, type FormProblem } from '../form/form-error';
import type { Option } from '../form/option';
import { RadioGroup } from '../form/radio-group';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { optionalText, textOf } from '../sites/form-value';
import { readableProblem } from '../sites/readable-problem';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { toastResult } from '../ui/toast-result';
import { HandoverRows } from './handover-rows';
import { choiceWords, siteCount } from './handover-words';

type Answered = { results: { siteId: string; answer: string; problem: string | null }[]; waiting: number; next: string | null };

export interface HandoverDecideProps {
  handover: HandoverDetail;
  items: HandoverItemView[];
  now: string;
  answerHandover: (input: unknown) => Promise<ActionResult<Answered>>;
  findPeople: (query: string) => Promise<Option[]>;
}

/** So many chosen Sites go to the server at once; the progress moves after each. */
const batchSize = 25;
const noAnswer: FormProblem = { title: 'The server did not answer', detail: 'What is decided already stays so. Load the page again and decide on the rest.' };

/** Where a receiver decides on what came to them: all at once, some, or one by one. */
export function HandoverDecide({ handover, items, now, answerHandover, findPeople }: HandoverDecideProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const [choice, setChoice] = useState<HandoverChoice>('keep');
  const [running, setRunning] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());

  const open = items.filter(({ answer }) => answer === 'waiting').map(({ site }) => site.id);
  const chosen = open.filter((id) => ticked.has(id));
  const count = isAll ? handover.counts.waiting : chosen.length;
  const words = choiceWords[choice];

  const decide = async (form: FormData) => {
    const to = textOf(form, 'to');
    const reason = optionalText(form, 'reason');
    const shared = { answer: choice, ...(choice === 'reassign' && to !== '' ? { to } : {}) };
    const asked = { handoverId: handover.id, reason };
    let done = 0;
    const refused = new Map<string, string>();
    const send = async (input: object): Promise<Answered | null> => {
      const result = await answerHandover({ ...asked, ...input });
      if (!result.ok) {
        setProblem(readableProblem(result.problem));
        return null;
      }
      for (const { siteId, problem: why } of result.answer.results) if (why === null) done += 1; else refused.set(siteId, why);
      setRunning({ done: done + refused.size, total: count });
      return result.answer;
    };
    setRunning({ done: 0, total: count });
    setProblem(null);
    try {
      if (isAll) {
        for (let after: string | null = '', answer: Answered | null; after !== null; after = answer.next) {
          answer = await send({ all: shared, ...(after === '' ? {} : { after }) });
          if (answer === null) break;
        }
      } else {
        for (let at = 0; at < chosen.length; at += batchSize) {
          if ((await send({ answers: chosen.slice(at, at + batchSize).map((siteId) => ({ siteId, ...shared })) })) === null) break;
        }
      }
      if (done > 0) toastResult({ ok: true, message: `${siteCount(done)} ${words.done}` });
      if (refused.size === 0 && done > 0) setAll(false);
    } catch (error) {
      // Whose session has ended is on the way to the sign-in page.
      if (!String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_REDIRECT')) setProblem(noAnswer);
    } finally {
      setProblems(refused);
      setRunning(null);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running === null) void decide(new FormData(event.currentTarget));
  };
  const tick = (id: string, isTicked: boolean) => {
    setAll(false);
    setTicked(new Set(isTicked ? [...ticked, id] : [...ticked].filter((each) => each !== id)));
  };

  return (
    <form onSubmit={onSubmit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel
        title="Sites"
        description={isAll ? `All ${siteCount(count)} that wait` : `${chosen.length.toLocaleString('en-US')} chosen`}
        flush
        actions={
          <>
            <button type="button" className="min-h-6 underline" onClick={() => setAll(true)}>
              Choose all that wait
            </button>
            <button
              type="button"
              className="min-h-6 underline"
              onClick={() => {
                setAll(false);
                setTicked(new Set());
              }}
            >
              Choose none
            </button>
          </>
        }
      >
        <HandoverRows items={items} now={now} isTicked={(id) => isAll || ticked.has(id)} onTick={tick} problems={problems} />
      </Panel>
      <Panel title="Decide">
        <div className="space-y-4">
          <div role="status" className="empty:hidden">
            {running !== null && <Progress label={words.pending} value={running.done} max={running.total} />}
          </div>
          <FormError problem={problem} />
          <RadioGroup
            name="choice"
            label="What becomes of them"
            required
            value={choice}
            onChange={(value) => setChoice(handoverChoices.find((each) => each === value) ?? 'keep')}
            options={handoverChoices.map((value) => ({ value, label: choiceWords[value].verb, description: choiceWords[value].what }))}
          />
          {choice === 'reassign' && <ComboBox name="to" label="New owner" required load={findPeople} placeholder="Find a person" error={errorFor(problem, 'to')} />}
          <TextArea
            name="reason"
            label="Reason"
            required={choice === 'retire'}
            maxLength={2000}
            hint={choice === 'retire' ? 'People who used the Sites read it.' : 'Stays in the audit log.'}
            error={errorFor(problem, 'reason')}
          />
          <SubmitButton variant={choice === 'retire' ? 'danger' : 'primary'} pending={running !== null} pendingLabel={words.pending} disabledReason={count === 0 ? 'Choose at least one Site' : undefined}>
            {words.verb} {siteCount(count)}
          </SubmitButton>
        </div>
      </Panel>
    </form>
  );
}
