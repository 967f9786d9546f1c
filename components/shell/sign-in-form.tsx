'use client';

import { signIn } from 'next-auth/react';
import { useEffect, useState } from 'react';
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
  /** The link that led here came by e-mail: on to the provider without another press. */
  startsAtOnce?: boolean | undefined;
}

/** When somebody was last sent on by themselves: a provider that sends them back must not be asked in circles. */
const sentOnKey = 'siteward.sent-on';
const sentOnAgainMs = 60_000;

const noAnswer = 'The server did not take the sign-in. After many tries it waits a minute; then try again.';

/** The ways in: the workspace's own sign-in, and in the demo one button for each account. */
export function SignInForm({ callbackPath, oidc, demoAccounts, startsAtOnce = false }: SignInFormProps) {
  const [entering, setEntering] = useState<string | null>(null);
  const [failure, setFailure] = useState('');

  const enter = async (who: string, signInAs: () => Promise<boolean | undefined>) => {
    setEntering(who);
    setFailure('');
    try {
      // Undefined: the browser is on its way to the provider.
      const isIn = await signInAs();
      if (isIn === false) {
        setFailure(`Nobody can sign in as ${who} now: the account is gone or deactivated. Choose another one.`);
        setEntering(null);
      } else if (isIn === true) {
        // A whole page load, so that nothing of an earlier session stays in memory.
        window.location.assign(callbackPath);
      }
    } catch {
      setFailure(noAnswer);
      setEntering(null);
    }
  };

  useEffect(() => {
    if (!startsAtOnce || Date.now() - Number(sessionStorage.getItem(sentOnKey) ?? 0) < sentOnAgainMs) return;
    sessionStorage.setItem(sentOnKey, String(Date.now()));
    // What goes wrong here leaves the page as it is, with its button.
    signIn('oidc', { callbackUrl: callbackPath }).catch(() => undefined);
  }, [startsAtOnce, callbackPath]);

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
            <li key={email} className="relative flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover has-aria-busy:bg-hover">
              <Avatar name={name} size="lg" />
              <div className="min-w-0 flex-1">
                {/* The button reaches over its whole row, so that the description can stand outside of its name. */}
                <button
                  type="button"
                  aria-describedby={`does-${name}`}
                  aria-busy={entering === email || undefined}
                  onClick={() => void enter(email, () => signIn('demo', { email, redirect: false, callbackUrl: callbackPath }).then((answer) => answer?.ok === true))}
                  className="block min-h-6 text-left font-medium after:absolute after:inset-0"
                >
                  Continue as {email}
                </button>
                <p id={`does-${name}`} className="text-xs text-muted">
                  {does}
                </p>
              </div>
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
