'use client';

import { useRef, useState } from 'react';
import type { PolicyRule } from '@/lib/domain/policy';
import type { Problem } from '@/lib/gate/problem';
import type { SimulationView } from '@/lib/policies/simulation-shape';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';
import { sendSimulation } from './simulation-api';
import { SimulationWatch } from './simulation-watch';

export interface SimulationPanelProps {
  /** The rules as they stand in the form or the file now. */
  rules: PolicyRule[];
  /** Keys of policies to do without. */
  without?: string[] | undefined;
  /** One that was begun before: it goes on whether or not somebody watches. */
  before: SimulationView | null;
  now: string;
  onProblem: (problem: Problem | null) => void;
}

/** Tries rules out over the last year’s requests and all Sites. Nothing is changed. */
export function SimulationPanel({ rules, without = [], before, now, onProblem }: SimulationPanelProps) {
  const [simulation, setSimulation] = useState(before);
  const [isStarting, setStarting] = useState(false);
  const tried = useRef<string | null>(before === null ? null : JSON.stringify(before.rules));
  const start = async () => {
    setStarting(true);
    const asked = JSON.stringify(rules);
    const sent = await sendSimulation('', { rules, without });
    setStarting(false);
    if (!sent.ok) return onProblem(sent.problem);
    onProblem(null);
    tried.current = asked;
    setSimulation(sent.simulation);
    // So that the address leads back to it, also from a tab that is opened later.
    const url = new URL(window.location.href);
    url.searchParams.set('simulation', sent.simulation.id);
    window.history.replaceState(null, '', url);
  };
  const isRunning = simulation?.state === 'running';
  const isOld = simulation !== null && tried.current !== JSON.stringify(rules);
  return (
    <Panel
      title="What would this have done?"
      description="Over the requests of the last year and all Sites of today. Nothing is changed and nobody is told."
      actions={
        <Button size="sm" onClick={() => void start()} disabledReason={isStarting ? 'It is being started' : isRunning ? 'One is under way' : undefined}>
          Simulate
        </Button>
      }
    >
      {simulation === null ? (
        <p className="text-muted">Try it before you save it. It goes on in the background when you leave this page.</p>
      ) : (
        <div className="space-y-3">
          {isOld && <p className="text-warning">The rule has changed since. What follows is about how it was when it was simulated.</p>}
          <SimulationWatch key={simulation.id} simulation={simulation} now={now} onMove={setSimulation} />
        </div>
      )}
    </Panel>
  );
}
