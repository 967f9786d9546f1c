'use client';

import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';

export interface ErrorScreenProps {
  /** What the server's log calls this error. */
  digest?: string | undefined;
  onRetry: () => void;
}

/** An error that nobody foresaw: nothing was changed by looking, and what to do next. */
export function ErrorScreen({ digest, onRetry }: ErrorScreenProps) {
  return (
    <div className="mx-auto max-w-xl py-8">
      <h1 className="mb-3 text-xl font-semibold tracking-tight">This page can’t be shown</h1>
      <Callout
        alert
        tone="danger"
        title="Something went wrong on our side"
        actions={
          <>
            <Button onClick={onRetry}>Try again</Button>
            <LinkButton href="/" variant="ghost">
              To the first screen
            </LinkButton>
          </>
        }
      >
        Nothing was changed. If trying again does not help, tell a workspace admin
        {digest !== undefined && (
          <>
            {' '}
            and name the error <code className="font-mono text-xs">{digest}</code>, under which the server’s log has it
          </>
        )}
        .
      </Callout>
    </div>
  );
}
