'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import type { FormProblem } from './form-error';

export interface MovedOnProps {
  /** `changedSince` names what happened in between, where the server knows. */
  problem: FormProblem & { changedSince?: unknown };
  onLoad: () => void;
  isLoading: boolean;
}

/** What changed while somebody was reading, and the way to read it. Takes the focus, as every refusal does. */
export function MovedOn({ problem, onLoad, isLoading }: MovedOnProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const since = Array.isArray(problem.changedSince) ? (problem.changedSince as unknown[]).filter((line) => typeof line === 'string') : [];
  return (
    <div ref={box} tabIndex={-1}>
      <Callout
        alert
        tone="warning"
        title={problem.title ?? 'It changed meanwhile'}
        actions={
          <Button size="sm" onClick={onLoad} disabledReason={isLoading ? 'It is being loaded' : undefined}>
            Load the new version
          </Button>
        }
      >
        {since.length === 0 ? (
          <p>{problem.detail}</p>
        ) : (
          <>
            <p>Nothing was saved, because it would have counted for something you haven’t seen. Since you opened this page:</p>
            <ul className="list-disc pl-4">
              {since.map((line, at) => (
                <li key={at}>{line}</li>
              ))}
            </ul>
          </>
        )}
      </Callout>
    </div>
  );
}
