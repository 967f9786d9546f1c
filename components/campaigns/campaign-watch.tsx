'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { readJson } from '../sites/sites-list-source';

/** How often the page is read anew while a worker is at it, in ms. */
const everyMs = 2_000;

/** Keeps the page of an access review up to date while a worker starts or closes it. */
export function CampaignWatch({ campaignId }: { campaignId: string }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  useEffect(() => {
    const controller = new AbortController();
    const refresh = async () => {
      // Only after an answer: to a server that is away, a refresh would lose the page.
      const answers = await readJson(`/api/v1/campaigns/${campaignId}`, controller.signal).then(() => true, () => false);
      if (answers && !controller.signal.aborted) startTransition(() => router.refresh());
    };
    const timer = setInterval(() => void refresh(), everyMs);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [router, campaignId]);
  return null;
}
