'use server';

import { answerHandover as answer } from '@/lib/departures/commands/answer-handover';
import { act } from '@/lib/gate/action';
import { answerSuccession as answerNaming } from '@/lib/sites/commands/answer-succession';

/** Keeps, retires or passes on received Sites. */
export async function answerHandover(input: unknown) {
  return act(answer, input);
}

/** Agrees to be a successor, or declines; the page that asked is refreshed and shows what is left. */
export async function answerSuccession(input: unknown) {
  const result = await act(answerNaming, input);
  return result.ok ? { ok: true as const, answer: null } : result;
}
