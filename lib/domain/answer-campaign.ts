import type { Audience } from './audience';
import { campaignRefusal, type CampaignEffect, type CampaignFacts, type CampaignItemState, type CampaignSilence, type CampaignVerdict } from './campaign';
import type { DomainEvent } from './events';
import { lifecycleOutcome } from './lifecycle-outcome';
import type { Recommendation } from './recommend-access';
import { isRefusal, refuse, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { audienceOf, refusalOf, siteSubject, type SitePatch } from './site-decisions';

/** One person, one group or, with neither, the whole workspace in the audience of a Site when the review began. */
export type EntryFacts = { id: string; personId: string | null; groupId: string | null; name: string; recommendation: Recommendation };

/** One Site of an access review. */
export type ItemFacts = { state: CampaignItemState; answeredByName: string | null; entries: readonly EntryFacts[] };

export type SettledItem = {
  state: Exclude<CampaignItemState, 'waiting'>;
  /** Absent for entries that nobody decided on. */
  verdicts: ReadonlyMap<string, CampaignVerdict>;
  effect: CampaignEffect;
  /** Why the effect is less than was asked for. */
  effectNote: string | null;
  /** Null: the Site stays as it is. */
  patch: SitePatch | null;
  events: DomainEvent[];
};

export type CampaignAnswer = {
  verdicts: readonly { entryId: string; verdict: CampaignVerdict }[];
  /** What becomes of entries that `verdicts` doesn't name: one verdict for all, or what is recommended for each. */
  rest?: CampaignVerdict | 'recommended' | undefined;
  note?: string | undefined;
};

/** Certifies and revokes what a Site's audience names. Revoking takes effect at once; nobody is let in by it. */
export function answerItem({ campaign, item, site }: { campaign: CampaignFacts; item: ItemFacts; site: SiteFacts }, answer: CampaignAnswer): SettledItem | Refusal {
  const refusal = campaignRefusal(campaign, 'answer');
  if (refusal !== null) return refusal;
  if (item.state !== 'waiting') {
    const by = item.answeredByName === null ? '' : ` by ${item.answeredByName}`;
    return refuse('conflict', `This Site was answered already${by}. To let fewer people in, narrow its audience on its own page.`);
  }
  const verdicts = verdictsOf(item, answer);
  if (isRefusal(verdicts)) return verdicts;
  if (site.state === 'retired') return gone;
  const revoked = item.entries.filter(({ id }) => verdicts.get(id) === 'revoke');
  if (site.audience.mode === 'workspace_all' && revoked.some(({ personId, groupId }) => personId !== null || groupId !== null)) {
    return refuse('conflict', 'This Site was opened to the whole workspace after the review began, so revoking a name would keep nobody out. Narrow its audience on its own page first, or keep everybody here.');
  }
  const today = audienceOf(site);
  const audience = audienceWithout(today, revoked, site.owner?.id ?? null);
  const locked = audience === null ? null : refusalOf(site, 'narrow', undefined);
  if (locked !== null) return locked;
  const effect: CampaignEffect = audience === null ? 'none' : audience.mode === 'admins_only' ? 'closed' : 'narrowed';
  const told: DomainEvent = {
    type: 'campaign.answered',
    site: siteSubject(site),
    subject: subjectOf(campaign),
    reason: answer.note ?? null,
    data: { campaignId: campaign.id, effect, certified: item.entries.length - revoked.length, revoked: revoked.map(({ name, personId, groupId }) => ({ name, id: personId ?? groupId })) },
  };
  return {
    state: 'answered',
    verdicts,
    effect,
    effectNote: null,
    patch: audience === null ? null : { audience },
    events: audience === null ? [told] : [told, narrowed(campaign, site, today, audience)],
  };
}

/** A Site that was retired meanwhile: nobody can open it, so there is nothing to say. */
const gone: SettledItem = { state: 'gone', verdicts: new Map(), effect: 'none', effectNote: null, patch: null, events: [] };

function narrowed(campaign: CampaignFacts, site: SiteFacts, before: Audience, after: Audience): DomainEvent {
  return {
    type: 'site.audience_narrowed',
    site: siteSubject(site),
    reason: `Revoked in the access review “${campaign.name}”.`,
    changes: { audience: { before: namesOf(site, before), after: namesOf(site, after) } },
    data: { campaignId: campaign.id },
  };
}

/** Every entry with its verdict; a review is answered whole or not at all. */
function verdictsOf({ entries }: ItemFacts, { verdicts, rest }: CampaignAnswer): Map<string, CampaignVerdict> | Refusal {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const unknown = verdicts.findIndex(({ entryId }) => !known.has(entryId));
  if (unknown >= 0) {
    const message = 'This is not part of the Site’s access review.';
    return refuse('rule', message, { fields: [{ path: `verdicts[${unknown}].entryId`, message }] });
  }
  const given = new Map(verdicts.map(({ entryId, verdict }) => [entryId, verdict]));
  const open = entries.filter(({ id }) => !given.has(id));
  if (rest === undefined && open.length > 0) {
    return refuse('rule', `Decide on ${some(open)} too.`, { fields: [{ path: 'verdicts', message: `Decide on ${some(open)} too.` }] });
  }
  const closer = rest === 'recommended' ? open.filter(({ recommendation }) => recommendation === 'look') : [];
  if (closer.length > 0) {
    const message = `Nothing is recommended for ${some(closer)}. Decide on ${closer.length === 1 ? 'that' : 'those'} yourself.`;
    return refuse('rule', message, { fields: [{ path: 'rest', message }] });
  }
  for (const { id, recommendation } of open) given.set(id, rest === 'revoke' || (rest === 'recommended' && recommendation === 'revoke') ? 'revoke' : 'certify');
  return given;
}

function some(entries: readonly EntryFacts[]): string {
  const names = entries.slice(0, 3).map(({ name }) => name).join(', ');
  return entries.length > 3 ? `${names} and ${(entries.length - 3).toLocaleString('en-US')} more` : names;
}

/** Today's audience without what was revoked; null: that keeps nobody out who is not out already. */
export function audienceWithout(today: Audience, revoked: readonly Pick<EntryFacts, 'personId' | 'groupId'>[], ownerId: string | null): Audience | null {
  const nobody: Audience = { mode: 'admins_only', people: [], groups: [] };
  if (today.mode === 'admins_only') return null;
  if (today.mode === 'workspace_all') return revoked.some(({ personId, groupId }) => personId === null && groupId === null) ? nobody : null;
  const people = today.people.filter((id) => !revoked.some(({ personId }) => personId === id));
  const groups = today.groups.filter((id) => !revoked.some(({ groupId }) => groupId === id));
  if (people.length === today.people.length && groups.length === today.groups.length) return null;
  // The owner gets in anyway: a list with nobody else on it lets nobody in.
  return groups.length === 0 && people.every((id) => id === ownerId) ? nobody : { mode: 'custom', people, groups };
}

/** What becomes of a Site that nobody answered for, as was chosen when the review was started. */
export function settleSilence(
  { campaign, site, silence }: { campaign: CampaignFacts; site: SiteFacts; silence: CampaignSilence },
  now: Date,
): SettledItem {
  if (site.state === 'retired') return gone;
  const base = { state: 'silent' as const, verdicts: new Map<string, CampaignVerdict>(), effectNote: null };
  const told = (effect: CampaignEffect, data: Record<string, string> = {}): DomainEvent => ({
    type: 'campaign.silent',
    site: siteSubject(site),
    subject: subjectOf(campaign),
    data: { campaignId: campaign.id, silence, effect, ...data },
  });
  if (silence === 'keep') return { ...base, effect: 'none', patch: null, events: [told('none')] };
  if (silence === 'narrow_to_owner' && site.audience.mode === 'admins_only') return { ...base, effect: 'none', patch: null, events: [told('none')] };
  const note = `Nobody answered the access review “${campaign.name}”.`;
  const outcome = lifecycleOutcome(site, silence === 'disable' ? { do: 'disable', reason: 'other', note } : { do: 'narrow', note }, now);
  if (isRefusal(outcome)) return { ...base, effect: 'none', effectNote: outcome.reason, patch: null, events: [told('none', { note: outcome.reason })] };
  const effect = silence === 'disable' ? 'disabled' : 'closed';
  return { ...base, effect, patch: outcome.patch, events: [told(effect), ...outcome.events] };
}

function subjectOf({ id, name }: CampaignFacts): NonNullable<DomainEvent['subject']> {
  return { kind: 'campaign', id, name };
}

function namesOf(site: SiteFacts, { mode, people, groups }: Audience) {
  return {
    mode,
    people: site.audience.people.filter(({ id }) => people.includes(id)).map(({ id, name, email }) => ({ id, name, email })),
    groups: site.audience.groups.filter(({ id }) => groups.includes(id)).map(({ id, name }) => ({ id, name })),
  };
}
