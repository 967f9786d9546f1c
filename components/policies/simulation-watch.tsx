'use client';

import { useEffect, useState } from 'react';
import type { SimulationView } from '@/lib/policies/simulation-shape';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Progress } from '../ui/progress';
import { toastResult } from '../ui/toast-result';
import { sendSimulation, watchSimulation } from './simulation-api';
import { SimulationResult } from './simulation-result';

export interface SimulationWatchProps {
  simulation: SimulationView;
  now: string;
  onMove?: ((simulation: SimulationView) => void) | undefined;
}

/** A simulation as it goes on: how far it is, what it has found so far, and the way to stop it. */
export function SimulationWatch({ simulation, now, onMove }: SimulationWatchProps) {
  const [shown, setShown] = useState(simulation);
  const { id, state, part, done, total, message } = shown;
  const isRunning = state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const controller = new AbortController();
    void watchSimulation(id, controller.signal, (next) => {
      setShown(next);
      onMove?.(next);
    });
    return () => controller.abort();
  }, [id, isRunning, onMove]);
  const stop = async () => {
    const sent = await sendSimulation(`/${id}/stop`, {});
    if (!sent.ok) return toastResult(sent);
    setShown(sent.simulation);
    onMove?.(sent.simulation);
  };
  return (
    <div className="space-y-3">
      {isRunning && (
        <div className="flex items-end gap-3">
          <div className="min-w-0 flex-1">
            <Progress label="Simulating" value={done} max={Math.max(total, done)} detail={done === 0 ? 'It begins as soon as a worker is free.' : part === 'requests' ? 'Looking at the requests of the last year.' : 'Looking at the Sites. You can leave this page: it goes on by itself.'} />
          </div>
          <Button size="sm" onClick={() => void stop()}>
            Stop
          </Button>
        </div>
      )}
      <div role="status" className="sr-only">
        {isRunning ? '' : `The simulation ${state === 'done' ? 'is done' : `has ${state}`}.`}
      </div>
      {state === 'failed' && (
        <Callout tone="danger" title="The simulation failed">
          {message}
        </Callout>
      )}
      {state === 'stopped' && <p>Stopped before the end; there may be more.</p>}
      {done > 0 && <SimulationResult simulation={shown} now={now} />}
    </div>
  );
}
