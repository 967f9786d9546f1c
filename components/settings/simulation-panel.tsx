'use client';

import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { Settings } from '@/lib/domain/settings';
import { closingActions, simulatedActionLabels, simulatedActions } from '@/lib/domain/simulation';
import { tripsBreaker } from '@/lib/domain/sweep';
import type { Problem } from '@/lib/gate/problem';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Disclosure } from '../ui/disclosure';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { Instant } from '../ui/time';
import { runSimulation, type Simulation } from './run-simulation';

export interface SimulationPanelProps {
  now: string;
  /** The settings as the form has them now. */
  readSettings: () => Settings;
  /** Told what is wrong with them, or that nothing is. */
  onProblem: (problem: Problem | null) => void;
}

type Run = { settings: Settings; simulation: Simulation | null };

/** Shows what the settings in the form would do today, against those in force. Nothing is changed. */
export function SimulationPanel({ now, readSettings, onProblem }: SimulationPanelProps) {
  const [run, setRun] = useState<Run | null>(null);
  const [isRunning, setRunning] = useState(false);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async () => {
    const stop = new AbortController();
    abort.current?.abort();
    abort.current = stop;
    const settings = readSettings();
    setRun({ settings, simulation: null });
    setRunning(true);
    const problem = await runSimulation(settings, stop.signal, (simulation) => setRun({ settings, simulation }));
    if (stop.signal.aborted) return;
    setRunning(false);
    onProblem(problem);
    if (problem !== null) setRun(null);
  };
  const cancel = () => {
    abort.current?.abort();
    setRunning(false);
  };

  return (
    <Panel
      title="What would this do today?"
      description="By the rules of the sweep, over all Sites. Nothing is changed and nobody is told."
      actions={
        isRunning ? (
          <Button size="sm" onClick={cancel}>
            Stop
          </Button>
        ) : (
          <Button size="sm" onClick={() => void start()}>
            Simulate
          </Button>
        )
      }
    >
      <div role="status" className="space-y-3">
        {run === null && <p className="text-muted">Change the figures above, then look at what they would do before you change the settings.</p>}
        {isRunning && <Progress label="Looking" detail={`${(run?.simulation?.lookedAt ?? 0).toLocaleString('en-US')} Sites looked at that could come due`} />}
        {run?.simulation && <Answer settings={run.settings} simulation={run.simulation} isRunning={isRunning} now={now} />}
      </div>
    </Panel>
  );
}

function Answer({ settings, simulation, isRunning, now }: { settings: Settings; simulation: Simulation; isRunning: boolean; now: string }) {
  const { outcomes, openSites, isQuiet, isDone } = simulation;
  const closed = closingActions.reduce((sum, action) => sum + outcomes[action].proposed, 0);
  return (
    <>
      {!isDone && !isRunning && <p>Stopped before the end; there may be more.</p>}
      {isQuiet && (
        <p>
          <Instant at={now} now={now} format="date" /> is a quiet day: what is said here happens on the next day that isn’t.
        </p>
      )}
      {tripsBreaker(settings, closed, openSites) && (
        <Callout tone="warning" title="A sweep would stop and ask first">
          It would close <FormattedNumber value={closed} /> of <FormattedNumber value={openSites} /> open Sites, more than {settings.breakerPercent}%.
        </Callout>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {simulatedActions.map((action) => {
          const { inForce, proposed, first } = outcomes[action];
          return (
            <li key={action} className="py-1.5">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <span className="min-w-0 flex-1 basis-52">{simulatedActionLabels[action]}</span>
                <span className={proposed === inForce ? undefined : 'font-semibold'}>
                  <FormattedNumber value={proposed} /> {proposed === 1 ? 'Site' : 'Sites'}
                </span>
                <span className="w-36 text-muted">
                  {proposed === inForce ? 'as now' : <>now <FormattedNumber value={inForce} /></>}
                </span>
              </div>
              {first.length > 0 && (
                <Disclosure summary="See them">
                  <ul className="gap-x-4 sm:columns-2 lg:columns-3">
                    {first.map(({ id, slug, title }) => (
                      <li key={id} className="truncate">
                        <Link href={`/sites/${slug}`} prefetch={false} className="inline-flex min-h-6 items-center hover:underline">
                          {title}
                        </Link>
                      </li>
                    ))}
                  </ul>
                  {proposed > first.length && (
                    <p className="text-muted">
                      and <FormattedNumber value={proposed - first.length} /> more
                    </p>
                  )}
                </Disclosure>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
