import { assignOwner } from './assign-owner';
import { askAttestation } from './ask-attestation';
import type { ResolvedAudiences } from './audience';
import type { BulkChange, BulkKind } from './bulk';
import { edit, type EditInput } from './edit-site';
import type { Operation } from './permissions';
import { isRefusal, type Json, type Refusal } from './refusal';
import type { NamedAudience } from './request';
import type { Settings } from './settings';
import type { Named, PersonRef, SiteFacts } from './site';
import { dateJson, disable, nameSuccessor, narrow, renew, review, type SiteOutcome } from './site-decisions';
import { withoutTags, withTags } from './tags';

/** What a change names, looked up once for all Sites. */
export type BulkReferences = { person: PersonRef | null; department: Named | null };

/** What a narrowing means for one Site. */
export type Narrowing = { resolved: ResolvedAudiences; before: NamedAudience; after: NamedAudience; problem: Refusal | null };

export type BulkSite = { site: SiteFacts; settings: Settings; narrowing?: Narrowing };

/** `stay`: the Site is as the change would have it already. */
export type BulkDecision = { stay: true } | SiteOutcome | Refusal;

/** The permission that each kind asks for on each Site: that of the same change of one Site. */
export function operationOf(change: BulkChange, site: SiteFacts): Operation {
  switch (change.kind) {
    case 'assign_owner':
      return 'site.assign_owner';
    case 'name_successor':
      return 'site.name_successor';
    case 'set_department':
    case 'set_classification':
    case 'add_tags':
    case 'remove_tags':
      return 'site.edit';
    case 'set_expiry':
      return isForward(change.change.expiresAt, site) ? 'site.edit' : 'site.renew';
    case 'narrow':
      return 'site.narrow';
    case 'disable':
      return 'site.disable';
    case 'record_review':
      return 'site.review';
    case 'ask_attestation':
      return 'site.ask_attestation';
  }
}

/** One Site of a bulk change. Only calls what the single commands call, so that it can do nothing that they can't. */
export function decideBulk(change: BulkChange, { site, settings, narrowing }: BulkSite, { person, department }: BulkReferences, reason: string, now: Date): BulkDecision {
  if (isSoAlready(change, site)) return { stay: true };
  const editing = (input: EditInput): BulkDecision => edited(edit({ site, settings, department, sources: [] }, { ...input, reason }, now));
  switch (change.kind) {
    case 'assign_owner':
      return assignOwner({ site, owner: person }, { reason });
    case 'name_successor':
      return nameSuccessor({ site, successor: person }, { reason });
    case 'set_department':
      return editing({ department: change.change.department });
    case 'set_classification':
      return editing({ classification: change.change.classification });
    case 'set_expiry':
      return isForward(change.change.expiresAt, site) ? editing(change.change) : renew({ site, settings }, { ...change.change, reason }, now);
    case 'add_tags':
      return editing({ tags: withTags(site.tags, change.change.tags) });
    case 'remove_tags':
      return editing({ tags: withoutTags(site.tags, change.change.tags) });
    case 'narrow':
      if (narrowing === undefined) throw new TypeError('a narrowing needs to know what it means for the Site');
      return narrowing.problem ?? narrow({ site, ...narrowing }, { audience: change.change.audience, reason });
    case 'disable':
      return disable({ site }, { reason: change.change.reason, note: change.change.note ?? reason }, now);
    case 'record_review':
      return review({ site, settings }, { note: change.change.note ?? reason }, now);
    case 'ask_attestation':
      return askAttestation({ site }, { ...change.change, note: reason }, now);
  }
}

/** What an undo of this kind puts back; null where nothing can be. Read by `restore` of lib/domain/bulk-undo.ts. */
export function beforeOf(kind: BulkKind, site: SiteFacts): Record<string, Json> | null {
  switch (kind) {
    case 'assign_owner':
      return { owner: site.owner?.id ?? null, successor: site.successor?.id ?? null };
    case 'name_successor':
      return { successor: site.successor?.id ?? null };
    case 'set_department':
      return { department: site.department?.id ?? null };
    case 'set_classification':
      return { classification: site.classification, expiresAt: dateJson(site.expiresAt) };
    case 'set_expiry':
      return { expiresAt: dateJson(site.expiresAt) };
    case 'add_tags':
    case 'remove_tags':
      return { tags: site.tags };
    case 'disable':
      return { state: site.state };
    case 'narrow':
    case 'record_review':
    case 'ask_attestation':
    case 'undo':
      return null;
  }
}

/** What the single actions refuse as “already so” is no refusal among many: such a Site stays as it is. */
function isSoAlready(change: BulkChange, site: SiteFacts): boolean {
  switch (change.kind) {
    case 'assign_owner':
      return site.owner?.id === change.change.owner;
    case 'name_successor':
      return (site.successor?.id ?? null) === change.change.successor;
    case 'set_expiry':
      return dateJson(site.expiresAt) === dateJson(change.change.expiresAt);
    case 'narrow': {
      const { mode, people, groups } = change.change.audience;
      return site.audience.mode === mode && sameIds(site.audience.people, people) && sameIds(site.audience.groups, groups);
    }
    case 'disable':
      return site.state === 'disabled';
    case 'set_department':
    case 'set_classification':
    case 'add_tags':
    case 'remove_tags':
    case 'record_review':
    case 'ask_attestation':
      return false;
  }
}

function sameIds(have: readonly { id: string }[], want: readonly string[]): boolean {
  return have.length === want.length && have.every(({ id }) => want.includes(id));
}

function isForward(expiresAt: Date, site: SiteFacts): boolean {
  return site.expiresAt !== null && expiresAt < site.expiresAt;
}

/** An edit that changes nothing tells of nothing. */
function edited(outcome: SiteOutcome | Refusal): BulkDecision {
  return !isRefusal(outcome) && outcome.events.length === 0 ? { stay: true } : outcome;
}
