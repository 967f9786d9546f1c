'use client';

import { useEffect, useState } from 'react';
import type { PolicyCheck } from '@/lib/policies/check-policy';
import type { PolicyDraft } from './policy-draft';

/** How long somebody has to stop typing before the server is asked, in milliseconds. */
const pause = 250;

/** What is wrong with a rule as it stands; null until the first answer. The last answer stays while the next is on its way. */
export function usePolicyCheck({ key, triggers, condition, effects }: PolicyDraft): PolicyCheck | null {
  const [check, setCheck] = useState<PolicyCheck | null>(null);
  const asked = JSON.stringify({ key: key === '' ? null : key, triggers, condition, effects });
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => void ask(asked, controller.signal).then((answer) => answer !== null && setCheck(answer)), pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);
  return check;
}

/** Null where there is no answer to this: the next key brings another question. */
async function ask(body: string, signal: AbortSignal): Promise<PolicyCheck | null> {
  try {
    const response = await fetch('/api/v1/policies/check', { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal });
    return response.ok ? ((await response.json()) as PolicyCheck) : null;
  } catch {
    return null;
  }
}
