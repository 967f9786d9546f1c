'use server';

import { answerCampaign as answer } from '@/lib/campaigns/commands/answer-campaign';
import { cancelCampaign as cancel } from '@/lib/campaigns/commands/cancel-campaign';
import { closeCampaign as close } from '@/lib/campaigns/commands/close-campaign';
import { endRepetition as end } from '@/lib/campaigns/commands/end-repetition';
import { startCampaign as start } from '@/lib/campaigns/commands/start-campaign';
import { act, type ActionResult } from '@/lib/gate/action';

/** What a form needs of the answer: the page itself is refreshed and shows the rest. */
type CampaignChanged = ActionResult<{ id: string }>;

export async function startCampaign(input: unknown): Promise<CampaignChanged> {
  return idOf(await act(start, input));
}

export async function closeCampaign(input: unknown): Promise<CampaignChanged> {
  return idOf(await act(close, input));
}

export async function cancelCampaign(input: unknown): Promise<CampaignChanged> {
  return idOf(await act(cancel, input));
}

/** Keeps one from beginning anew by itself. */
export async function endRepetition(input: unknown): Promise<CampaignChanged> {
  return idOf(await act(end, input));
}

/** Keeps or revokes who can open Sites of an access review. */
export async function answerCampaign(input: unknown) {
  return act(answer, input);
}

function idOf(result: CampaignChanged): CampaignChanged {
  return result.ok ? { ok: true, answer: { id: result.answer.id } } : result;
}
