'use client';

import type { WideningPreview } from '@/lib/requests/plan-shape';
import type { Problem } from '@/lib/gate/problem';
import { useLatest } from '../../ui/use-latest';
import { audienceOf, type WidenValue } from './widen-value';

type Answer = { preview: WideningPreview } | { problem: Pick<Problem, 'detail'> } | null;

/** What the server says that a choice would mean, soon after it was made; the answer before stays until then. */
export function usePreview(siteId: string, value: Pick<WidenValue, 'mode' | 'people' | 'groups' | 'until'>): { answer: Answer; isLoading: boolean; failed: boolean } {
  const question = JSON.stringify({ audience: audienceOf(value), until: value.until === '' ? null : value.until });
  const load = async (body: string): Promise<Answer> => {
    const response = await fetch(`/api/v1/sites/${siteId}/widening/preview`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // What the server could not answer is asked again; what it refuses is said.
    if (response.status >= 500) throw new Error(`The preview was answered with ${response.status}.`);
    const said: unknown = await response.json();
    return response.ok ? { preview: said as WideningPreview } : { problem: said as Problem };
  };
  const { value: answer, isLoading, failed } = useLatest<Answer>(load, question, null);
  return { answer, isLoading, failed };
}
