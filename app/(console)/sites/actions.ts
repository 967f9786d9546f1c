'use server';

import { redirect } from 'next/navigation';
import { act, type ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import { requestRenewal as requestRenewalCommand } from '@/lib/requests/commands/request-renewal';
import { requestWidening as requestWideningCommand } from '@/lib/requests/commands/request-widening';
import { transferSite as transferSiteCommand } from '@/lib/requests/commands/transfer-site';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { answerSuccession } from '@/lib/sites/commands/answer-succession';
import { createSite as createSiteCommand } from '@/lib/sites/commands/create-site';
import { disableSite as disableSiteCommand } from '@/lib/sites/commands/disable-site';
import { editSite as editSiteCommand } from '@/lib/sites/commands/edit-site';
import { enableSite as enableSiteCommand } from '@/lib/sites/commands/enable-site';
import { keepSite as keepSiteCommand } from '@/lib/sites/commands/keep-site';
import { nameSuccessor as nameSuccessorCommand } from '@/lib/sites/commands/name-successor';
import { narrowSite as narrowSiteCommand } from '@/lib/sites/commands/narrow-site';
import { noteFallback as noteFallbackCommand } from '@/lib/sites/commands/note-fallback';
import { noteRotation as noteRotationCommand } from '@/lib/sites/commands/note-rotation';
import { renewSite as renewSiteCommand } from '@/lib/sites/commands/renew-site';
import { reviewSite as reviewSiteCommand } from '@/lib/sites/commands/review-site';
import { setLegalHold as setLegalHoldCommand } from '@/lib/sites/commands/set-legal-hold';
import type { SiteDetail } from '@/lib/sites/site-shape';

/** What a form needs of the answer: the page itself is refreshed and shows the rest. */
type SiteChanged = ActionResult<{ id: string; slug: string; title: string }>;
type RequestMade = ActionResult<{ id: string; state: RequestDetail['state'] }>;

export async function createSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(createSiteCommand, input));
}

export async function editSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(editSiteCommand, input));
}

export async function renewSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(renewSiteCommand, input));
}

export async function keepSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(keepSiteCommand, input));
}

export async function nameSuccessor(input: unknown): Promise<SiteChanged> {
  return changed(await act(nameSuccessorCommand, input));
}

export async function narrowSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(narrowSiteCommand, input));
}

export async function disableSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(disableSiteCommand, input));
}

export async function enableSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(enableSiteCommand, input));
}

export async function reviewSite(input: unknown): Promise<SiteChanged> {
  return changed(await act(reviewSiteCommand, input));
}

export async function setLegalHold(input: unknown): Promise<SiteChanged> {
  return changed(await act(setLegalHoldCommand, input));
}

export async function noteFallback(input: unknown): Promise<SiteChanged> {
  return changed(await act(noteFallbackCommand, input));
}

export async function noteRotation(input: unknown): Promise<SiteChanged> {
  return changed(await act(noteRotationCommand, input));
}

export async function requestRenewal(input: unknown): Promise<RequestMade> {
  return requested(await act(requestRenewalCommand, input));
}

export async function requestWidening(input: unknown): Promise<RequestMade> {
  return requested(await act(requestWideningCommand, input));
}

export async function transferSite(input: unknown): Promise<RequestMade> {
  return requested(await act(transferSiteCommand, input));
}

/** The named successor agrees to take over. */
export async function acceptSuccession({ siteId, revision }: { siteId: string; revision: number }): Promise<SiteChanged> {
  return changed(await act(answerSuccession, { siteId, revision, accept: true }));
}

/** The named successor declines or steps down, and is led to where they may be: the record may not be theirs to see any more. */
export async function declineSuccession({ siteId, revision }: { siteId: string; revision: number }): Promise<SiteChanged> {
  const result = await act(answerSuccession, { siteId, revision, accept: false });
  if (result.ok) redirect('/handovers');
  return changed(result);
}

/** One Site of a bulk renewal, with the revision that was on the screen. */
type Renewal = { siteId: string; revision: number };
type RenewalResult = { siteId: string; problem: Problem | null };

/** Renews Sites one after the other; each stands for itself, so that one refusal does not hold up the others. */
export async function renewSites(sites: Renewal[], input: { expiresAt: string; reason: string }): Promise<RenewalResult[]> {
  const results: RenewalResult[] = [];
  for (const { siteId, revision } of sites.slice(0, 200)) {
    const result = await act(renewSiteCommand, { siteId, revision, expiresAt: input.expiresAt, reason: input.reason });
    results.push({ siteId, problem: result.ok ? null : result.problem });
  }
  return results;
}

function changed(result: ActionResult<SiteDetail>): SiteChanged {
  if (!result.ok) return result;
  const { id, slug, title } = result.answer;
  return { ok: true, answer: { id, slug, title } };
}

function requested(result: ActionResult<RequestDetail>): RequestMade {
  if (!result.ok) return result;
  const { id, state } = result.answer;
  return { ok: true, answer: { id, state } };
}
