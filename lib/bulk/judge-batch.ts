import type { BulkChange } from '@/lib/domain/bulk';
import { beforeOf, decideBulk, operationOf, type BulkDecision, type BulkReferences } from '@/lib/domain/bulk-decisions';
import { decideUndo, undoOperations, type DoneItem, type UndoReferences } from '@/lib/domain/bulk-undo';
import { judgeDisable } from '@/lib/domain/disable-reason';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal, type Json } from '@/lib/domain/refusal';
import type { PersonRef } from '@/lib/domain/site';
import type { SitePatch } from '@/lib/domain/site-decisions';
import { hidden, judgeOnSite, type Verdict } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { findPerson } from '@/lib/people/find-person';
import type { LoadedSite } from '@/lib/sites/load-site';
import { changeOf, type BulkRow } from './bulk-row';
import { judgeByPolicies, type JudgedBatch } from './judge-by-policies';
import { loadNarrowings } from './load-narrowings';

/** What a bulk action would do to one Site now, and why it would not. */
export type Judged = { siteId: string } & (
  | { verdict: 'stay' }
  | { verdict: 'refuse'; reason: string }
  | { verdict: 'change'; site: LoadedSite['site']; patch: SitePatch; events: DomainEvent[]; before: Json }
);

/** Judges each Site for itself: by the table of permissions, then by the rules that the single commands decide with. */
export async function judgeBatch(db: Reader, bulk: BulkRow, actor: Actor, siteIds: readonly string[], loaded: ReadonlyMap<string, LoadedSite>, now: Date): Promise<JudgedBatch> {
  const decide = bulk.undoOf === null ? await deciderOf(db, changeOf(bulk), bulk.reason, loaded, now) : await undoerOf(db, bulk.undoOf, bulk.reason, siteIds, now);
  const marked = { bulkId: bulk.id, ...(bulk.undoOf === null ? {} : { undoes: bulk.undoOf.id }) };
  const judged = siteIds.map((siteId): Judged => {
    const found = loaded.get(siteId);
    const verdict = found === undefined ? hidden : decide.may(actor, found);
    if (found === undefined || !verdict.allowed) return { siteId, verdict: 'refuse', reason: verdict.allowed ? '' : reasonOf(verdict) };
    const decision = decide.decide(found);
    if (isRefusal(decision)) return { siteId, verdict: 'refuse', reason: decision.reason };
    if ('stay' in decision) return { siteId, verdict: 'stay' };
    const events = decision.events.map((event) => ({ ...event, data: { ...event.data, ...marked } }));
    return { siteId, verdict: 'change', site: found.site, patch: decision.patch, events, before: beforeOf(bulk.kind, found.site) };
  });
  return judgeByPolicies(db, judged, actor, now);
}

/** What a list of Sites says of one that isn't there, or that the actor can't see. */
const noSuchSite = 'There is no such Site, or you can’t see it.';

function reasonOf(verdict: Exclude<Verdict, { allowed: true }>): string {
  return verdict.hidden ? noSuchSite : verdict.reason;
}

type Decider = { may: (actor: Actor, loaded: LoadedSite) => Verdict; decide: (loaded: LoadedSite) => BulkDecision };

async function deciderOf(db: Reader, change: BulkChange, reason: string, loaded: ReadonlyMap<string, LoadedSite>, now: Date): Promise<Decider> {
  const references = await loadReferences(db, change);
  const narrowings = change.kind === 'narrow' ? await loadNarrowings(db, change.change.audience, [...loaded.values()].map(({ site }) => site)) : null;
  return {
    may: (actor, { site, relations }) =>
      change.kind === 'disable' ? judgeDisable(change.change.reason, actor, relations) : judgeOnSite(operationOf(change, site), actor, relations),
    decide: ({ site, settings }) => {
      const narrowing = narrowings?.get(site.id);
      return decideBulk(change, { site, settings, ...(narrowing === undefined ? {} : { narrowing }) }, references, reason, now);
    },
  };
}

/** The person or department that a change names. */
export async function loadReferences(db: Reader, change: BulkChange): Promise<BulkReferences> {
  const personId = change.kind === 'assign_owner' ? change.change.owner : change.kind === 'name_successor' ? change.change.successor : null;
  const departmentId = change.kind === 'set_department' ? change.change.department : null;
  return {
    person: personId === null ? null : await findPerson(db, personId),
    department: departmentId === null ? null : await db.department.findUnique({ where: { id: departmentId }, select: { id: true, name: true } }),
  };
}

async function undoerOf(db: Reader, { id: bulkId, kind }: NonNullable<BulkRow['undoOf']>, reason: string, siteIds: readonly string[], now: Date): Promise<Decider> {
  const rows = await db.bulkItem.findMany({ where: { bulkId, siteId: { in: [...siteIds] }, state: 'changed' } });
  const done = new Map(rows.map(({ siteId, before, revisionAfter }) => [siteId, { before, revisionAfter } satisfies DoneItem]));
  const references = await loadYesterday(db, rows.map(({ before }) => before));
  return {
    may: (actor, { site, relations }) =>
      undoOperations(kind, site)
        .map((operation) => judgeOnSite(operation, actor, relations))
        .find(({ allowed }) => !allowed) ?? { allowed: true },
    decide: ({ site }) => decideUndo(kind, done.get(site.id) ?? { before: null, revisionAfter: null }, site, references, reason, now),
  };
}

async function loadYesterday(db: Reader, befores: readonly unknown[]): Promise<UndoReferences> {
  const kept = befores as readonly ({ owner?: string | null; successor?: string | null; department?: string | null } | null)[];
  const idsOf = (ids: (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => typeof id === 'string'))];
  const people = await db.person.findMany({
    where: { id: { in: idsOf(kept.flatMap((before) => [before?.owner, before?.successor])) } },
    select: { id: true, name: true, email: true, deactivatedAt: true },
  });
  const departments = await db.department.findMany({ where: { id: { in: idsOf(kept.map((before) => before?.department)) } }, select: { id: true, name: true } });
  return {
    people: new Map(people.map(({ id, name, email, deactivatedAt }): [string, PersonRef] => [id, { id, name, email, active: deactivatedAt === null }])),
    departments: new Map(departments.map((department) => [department.id, department])),
  };
}
