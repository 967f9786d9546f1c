'use client';

import Link from 'next/link';
import { useRef, useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { ConflictImpact, ConflictView } from '@/lib/sources/source-shape';
import { errorFor } from '../form/form-error';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { CommandForm } from '../sites/command-form';
import { textOf } from '../sites/form-value';
import { Callout } from '../ui/callout';
import { DialogButton } from '../ui/dialog-button';
import { reReviewForecastText } from './re-review-forecast-text';
import { matrixHref } from './source-links';

type Run = (input: unknown) => Promise<ActionResult<unknown>>;
type Source = { id: string; key: string; name: string };

export interface SetConflictProps {
  sources: Source[];
  setConflict: Run;
  previewConflict: (input: { a: string; b: string }) => Promise<ConflictImpact | null>;
}

const sites = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;

/** Forbids two sources to meet; where they do already stands there before it is said. */
export function SetConflict({ sources, setConflict, previewConflict }: SetConflictProps) {
  const [pair, setPair] = useState<{ a?: string; b?: string }>({});
  const [impact, setImpact] = useState<ConflictImpact | null>(null);
  const asked = useRef(0);
  const choose = async (next: { a?: string; b?: string }) => {
    const turn = (asked.current += 1);
    setPair(next);
    setImpact(null);
    if (next.a === undefined || next.b === undefined || next.a === next.b) return;
    const found = await previewConflict({ a: next.a, b: next.b });
    // An answer that was overtaken is about something that is no longer chosen.
    if (turn === asked.current) setImpact(found);
  };
  const options = sources.map(({ id, name }) => ({ value: id, label: name }));
  const keyOf = (id: string | undefined) => sources.find((source) => source.id === id)?.key ?? '';
  return (
    <DialogButton label="Forbid a combination" variant="primary" title="Two sources that must not meet">
      <CommandForm run={setConflict} toInput={(form) => ({ a: pair.a, b: pair.b, reason: textOf(form, 'reason') })} submitLabel="Forbid it" success="Combination forbidden" disabledReason={pair.a === undefined || pair.b === undefined ? 'Choose two sources' : undefined}>
        {(problem) => (
          <>
            <Select name="a" label="This source" required options={options} onChange={(a) => void choose({ ...pair, a })} error={errorFor(problem, 'a')} />
            <Select name="b" label="must not meet" required options={options} onChange={(b) => void choose({ ...pair, b })} error={errorFor(problem, 'b')} />
            <TextArea name="reason" label="Reason" required rows={2} maxLength={2000} hint="Whoever is refused reads it." error={errorFor(problem, 'reason')} />
            <div role="status" aria-live="polite">
              {impact !== null && (
                <Callout tone={impact.sites > 0 ? 'warning' : 'info'} title={impact.sites === 0 ? 'They meet nowhere today' : `They meet in ${sites(impact.sites)} today`}>
                  {impact.sites > 0 && (
                    <>
                      {impact.open.toLocaleString('en-US')} of them {impact.open === 1 ? 'is' : 'are'} open to more than owner and admins. Policies refuse the next widening. {reReviewForecastText(impact.reReviews)}{' '}
                      <Link href={matrixHref({ uses: `${keyOf(pair.a)},${keyOf(pair.b)}` })} className="inline-block min-h-6 underline">
                        See them
                      </Link>
                    </>
                  )}
                </Callout>
              )}
            </div>
          </>
        )}
      </CommandForm>
    </DialogButton>
  );
}

/** Allows two sources to meet again. */
export function LiftConflict({ conflict: { a, b }, liftConflict, disabledReason }: { conflict: ConflictView; liftConflict: Run; disabledReason: string | undefined }) {
  return (
    <DialogButton label="Allow again" buttonSize="sm" disabledReason={disabledReason} title={`Let ${a.name} and ${b.name} meet`}>
      <CommandForm run={liftConflict} toInput={(form) => ({ a: a.id, b: b.id, reason: textOf(form, 'reason') })} submitLabel="Allow it" success="Combination allowed">
        {(problem) => (
          <>
            <p>Policies no longer refuse a Site because it uses both. It can be forbidden again at any time.</p>
            <TextArea name="reason" label="Reason" required rows={2} maxLength={2000} error={errorFor(problem, 'reason')} />
          </>
        )}
      </CommandForm>
    </DialogButton>
  );
}
