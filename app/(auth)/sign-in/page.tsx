import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm, type DemoAccount } from '@/components/shell/sign-in-form';
import { signInProblem } from '@/components/shell/sign-in-problem';
import { Callout } from '@/components/ui/callout';
import { ThemeSwitcher } from '@/components/ui/theme-switcher';
import { findActor } from '@/lib/gate/action';
import { toCallbackPath } from '@/lib/gate/callback-path';
import { signInOptions } from '@/lib/gate/sign-in-options';
import { comesByMail, findDemoAddressee } from '@/lib/notifications/find-demo-addressee';

export const metadata: Metadata = { title: 'Sign in' };

const demoAccounts = [
  { email: 'admin@example.com', name: 'Admin', does: 'Runs the workspace: sees every Site, imports, settings, people' },
  { email: 'owner@example.com', name: 'Owner', does: 'Answers for many Sites: renews them, asks to widen them' },
  { email: 'reviewer@example.com', name: 'Reviewer', does: 'Security review: decides who may open a Site' },
  { email: 'auditor@example.com', name: 'Auditor', does: 'Reads everything and changes nothing' },
  { email: 'member@example.com', name: 'Member', does: 'Opens Sites, and sees only those open to them' },
];

type Search = { callbackUrl?: string | string[]; error?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { callbackUrl, error } = await searchParams;
  const callbackPath = toCallbackPath(callbackUrl);
  const problem = signInProblem(Array.isArray(error) ? error[0] : error);
  if (problem === null && (await findActor()) !== null) redirect(callbackPath);
  const { demo, oidc } = signInOptions();
  const accounts = demo ? await accountsFor(callbackPath) : [];
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">Sign in to Siteward</h1>
      <p className="mt-1 mb-4 text-muted">
        {demo
          ? 'This is the demo workspace. Its people are made up; what you change stays on this machine.'
          : 'Use the account of your workspace.'}
      </p>
      <div className="space-y-3">
        {problem !== null && (
          <Callout alert tone="danger" title="You are not signed in">
            {problem}
          </Callout>
        )}
        <SignInForm callbackPath={callbackPath} oidc={oidc} demoAccounts={accounts} startsAtOnce={oidc && !demo && problem === null && comesByMail(callbackPath)} />
      </div>
      <div className="mt-6">
        <ThemeSwitcher />
      </div>
    </main>
  );
}

/** The demo's accounts, first of all the one to which an e-mail went whose link led here. */
async function accountsFor(callbackPath: string): Promise<DemoAccount[]> {
  const addressee = await findDemoAddressee(callbackPath);
  if (addressee === null) return demoAccounts;
  const known = demoAccounts.find(({ email }) => email === addressee.email);
  return [known ?? { ...addressee, does: 'The e-mail went to this account' }, ...demoAccounts.filter((account) => account !== known)];
}
