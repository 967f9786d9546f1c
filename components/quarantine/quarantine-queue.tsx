'use client';

import { useState, type FormEvent } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Quarantined } from '@/lib/quarantine/list-quarantine';
import { ComboBox } from '../form/combo-box';
import { errorFor, FormError, type FormProblem } from '../form/form-error';
import type { Option } from '../form/option';
import { RadioGroup } from '../form/radio-group';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { optionalText, textOf } from '../sites/form-value';
import { readableProblem } from '../sites/readable-problem';
import { Panel } from '../ui/panel';
import { toastResult } from '../ui/toast-result';
import { QuarantineRows } from './quarantine-rows';

export interface QuarantineQueueProps {
  items: Quarantined[];
  total: number;
  now: string;
  releaseSites: (input: unknown) => Promise<ActionResult<{ released: number; refused: { siteId: string; problem: string }[] }>>;
  findPeople: (query: string) => Promise<Option[]>;
}

type Way = 'proposal' | 'person';
const noAnswer: FormProblem = { title: 'The server did not answer', detail: 'Load the page again and look before you repeat it. What is released already is not in the list any more.' };

/** The queue where an admin finds an owner for each Site: the proposed one, or somebody else. */
export function QuarantineQueue({ items, total, now, releaseSites, findPeople }: QuarantineQueueProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [way, setWay] = useState<Way>('proposal');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const chosen = items.filter(({ site }) => ticked.has(site.id));
  const ready = way === 'person' ? chosen : chosen.filter(({ proposal }) => proposal !== null);
  const without = chosen.length - ready.length;

  const release = async (form: FormData) => {
    setPending(true);
    setProblem(null);
    try {
      const sites = ready.map(({ site, proposal }) => ({ siteId: site.id, revision: site.revision, owner: way === 'person' ? textOf(form, 'owner') : proposal?.person.id }));
      const result = await releaseSites({ sites, reason: optionalText(form, 'reason') });
      if (!result.ok) {
        setProblem(readableProblem(result.problem));
        return;
      }
      const { released, refused } = result.answer;
      setProblems(new Map(refused.map((each) => [each.siteId, each.problem])));
      setTicked(new Set(refused.map(({ siteId }) => siteId)));
      toastResult({ ok: true, message: `${released.toLocaleString('en-US')} released; the new owners are told` });
    } catch (error) {
      // Whose session has ended is on the way to the sign-in page.
      if (!String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_REDIRECT')) setProblem(noAnswer);
    } finally {
      setPending(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) void release(new FormData(event.currentTarget));
  };
  const tick = (id: string, isTicked: boolean) => setTicked(new Set(isTicked ? [...ticked, id] : [...ticked].filter((each) => each !== id)));
  const tickAll = (which: Quarantined[]) => setTicked(new Set(which.map(({ site }) => site.id)));

  return (
    <form onSubmit={onSubmit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel
        title={`${total.toLocaleString('en-US')} ${total === 1 ? 'Site' : 'Sites'} in quarantine`}
        description={`${chosen.length.toLocaleString('en-US')} chosen`}
        flush
        actions={
          <>
            <button type="button" className="min-h-6 underline" onClick={() => tickAll(items.filter(({ proposal }) => proposal !== null))}>
              Choose all with a proposal
            </button>
            <button type="button" className="min-h-6 underline" onClick={() => tickAll(items)}>
              Choose all on this page
            </button>
            <button type="button" className="min-h-6 underline" onClick={() => tickAll([])}>
              Choose none
            </button>
          </>
        }
      >
        <QuarantineRows items={items} now={now} isTicked={(id) => ticked.has(id)} onTick={tick} problems={problems} />
      </Panel>
      <Panel title="Find an owner">
        <div className="space-y-4">
          <FormError problem={problem} />
          <RadioGroup
            name="way"
            label="Who owns the chosen Sites from now on"
            required
            value={way}
            onChange={(value) => setWay(value === 'person' ? 'person' : 'proposal')}
            options={[
              { value: 'proposal', label: 'Who is proposed for each', description: without > 0 ? `${without.toLocaleString('en-US')} of the chosen have no proposal and stay.` : 'The proposal and its reason stand at each Site.' },
              { value: 'person', label: 'One person for all' },
            ]}
          />
          {way === 'person' && <ComboBox name="owner" label="New owner" required load={findPeople} placeholder="Find a person" error={errorFor(problem, 'owner') ?? errorFor(problem, 'sites')} />}
          <TextArea name="reason" label="Reason" maxLength={2000} hint="Stays in the audit log." error={errorFor(problem, 'reason')} />
          <p className="text-muted">They stay open to their owner and admins only. The new owner is told, and can ask to widen the audience or retire the Site.</p>
          <SubmitButton pending={isPending} pendingLabel="Releasing…" disabledReason={ready.length === 0 ? 'Choose at least one Site' : undefined}>
            Release {ready.length.toLocaleString('en-US')} {ready.length === 1 ? 'Site' : 'Sites'}
          </SubmitButton>
        </div>
      </Panel>
    </form>
  );
}
