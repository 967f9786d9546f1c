'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';

export interface DemoAccount {
  email: string;
  name: string;
  /** One line on what this person does here. */
  does: string;
}

export interface SignInFormProps {
  callbackPath: string;
  /** Whether a sign-in provider is configured. */
  oidc: boolean;
  demoAccounts: DemoAccount[];
}

const noAnswer = 'The server did not take the sign-in. After many tries it waits a minute; then try again.';

/** The ways in: the workspace's own sign-in, and in the demo one button for each account. */
export function SignInForm({ callbackPath, oidc, demoAccounts }: SignInFormProps) {
  const [entering, setEntering] = useState<string | null>(null);
  const [failure, setFailure] = useState('');

  const enter = async (who: string, signInAs: () => Promise<{ error: string | null } | undefined>) => {
    setEntering(who);
    setFailure('');
    try {
      const answer = await signInAs();
      if (answer?.error) {
        setFailure(`Nobody can sign in as ${who} now: the account is gone or deactivated. Choose another one.`);
        setEntering(null);
      } else if (answer !== undefined) {
        // A whole page load, so that nothing of an earlier session stays in memory.
        window.location.assign(callbackPath);
      }
    } catch {
      setFailure(noAnswer);
      setEntering(null);
    }
  };

  return (
    <div className="space-y-3">
      {failure && (
        <Callout alert tone="danger" title="That did not work">
          {failure}
        </Callout>
      )}
      {oidc && (
        <Button
          variant="primary"
          aria-busy={entering === 'oidc'}
          onClick={() => void enter('oidc', () => signIn('oidc', { callbackUrl: callbackPath }).then(() => undefined))}
        >
          Continue with single sign-on
        </Button>
      )}
      {demoAccounts.length > 0 && (
        <ul aria-label="Demo accounts" className="overflow-hidden rounded-lg border border-line">
          {demoAccounts.map(({ email, name, does }) => (
            <li key={email} className="border-b border-line last:border-b-0">
              <button
                type="button"
                aria-label={`Continue as ${email}`}
                aria-describedby={`does-${name}`}
                aria-busy={entering === email}
                onClick={() => void enter(email, () => signIn('demo', { email, redirect: false }).then((answer) => ({ error: answer?.error ?? null })))}
                className="flex min-h-12 w-full items-center gap-3 px-3 py-2 text-left -outline-offset-2 hover:bg-hover aria-busy:bg-hover"
              >
                <Avatar name={name} size="lg" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{email}</span>
                  <span id={`does-${name}`} className="block text-xs text-muted">
                    {does}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <noscript>
        <p>Signing in needs JavaScript. Allow it for this address and load the page again.</p>
      </noscript>
    </div>
  );
}
