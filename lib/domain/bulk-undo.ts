import { z } from 'zod';
import type { BulkKind } from './bulk';
import type { BulkDecision } from './bulk-decisions';
import { classifications } from './classification';
import type { Changes, DomainEvent } from './events';
import type { Operation } from './permissions';
import { refuse, type Refusal } from './refusal';
import type { Named, PersonRef, SiteFacts } from './site';
import { isSecurityReason } from './disable-reason';
import { dateJson, enable, personJson, refusalOf, siteSubject, type SiteOutcome, type SitePatch } from './site-decisions';

const id = z.uuid().nullable();
const date = z.iso.datetime().nullable();

/** What `beforeOf` kept, by kind. */
const beforeShapes = {
  assign_owner: z.object({ owner: id, successor: id }),
  name_successor: z.object({ successor: id }),
  set_department: z.object({ department: id }),
  set_classification: z.object({ classification: z.enum(classifications), expiresAt: date }),
  set_expiry: z.object({ expiresAt: date }),
  add_tags: z.object({ tags: z.array(z.string()) }),
  remove_tags: z.object({ tags: z.array(z.string()) }),
};

/** What was done to one Site, and where that left it. */
export type DoneItem = { before: unknown; revisionAfter: number | null };

/** The people and departments of yesterday, by id. */
export type UndoReferences = { people: ReadonlyMap<string, PersonRef>; departments: ReadonlyMap<string, Named> };

/** What an undo of a kind asks for on each Site. */
export function undoOperations(kind: BulkKind, site: SiteFacts): Operation[] {
  switch (kind) {
    case 'assign_owner':
      return ['site.assign_owner'];
    case 'name_successor':
      return ['site.name_successor'];
    case 'set_expiry':
      return ['site.renew'];
    case 'disable':
      return ['site.enable', ...(site.disabled !== null && isSecurityReason(site.disabled.reason) ? (['site.enable_after_security'] as const) : [])];
    default:
      return ['site.edit'];
  }
}

/**
 * Puts back what a bulk action changed, where the Site is still as that left it. It is exact: also an owner who has
 * left comes back, for that is how it was. Only opening a disabled Site again keeps the rules of re-enabling.
 */
export function decideUndo(kind: BulkKind, { before, revisionAfter }: DoneItem, site: SiteFacts, references: UndoReferences, reason: string, now: Date): BulkDecision {
  if (revisionAfter !== site.revision) {
    return refuse('stale', 'This Site changed since. What it is now stays.', { details: { currentRevision: site.revision } });
  }
  switch (kind) {
    case 'assign_owner':
      return restoreOwner(site, beforeShapes.assign_owner.parse(before), references, reason);
    case 'name_successor':
      return restoreSuccessor(site, beforeShapes.name_successor.parse(before), references, reason);
    case 'set_department':
      return restoreDepartment(site, beforeShapes.set_department.parse(before), references, reason);
    case 'set_classification': {
      const { classification, expiresAt } = beforeShapes.set_classification.parse(before);
      return restoreRecord(site, { classification, ...expiryOf(site, expiresAt) }, { classification: { before: site.classification, after: classification }, ...expiryChange(site, expiresAt) }, reason);
    }
    case 'set_expiry': {
      const { expiresAt } = beforeShapes.set_expiry.parse(before);
      return restoreRecord(site, expiryOf(site, expiresAt), expiryChange(site, expiresAt), reason);
    }
    case 'add_tags':
    case 'remove_tags': {
      const { tags } = beforeShapes[kind].parse(before);
      return restoreRecord(site, { tags }, { tags: { before: site.tags, after: tags } }, reason);
    }
    case 'disable':
      return enable({ site }, { note: reason }, now);
    default:
      throw new TypeError(`bulk actions of the kind ${kind} can't be undone`);
  }
}

function restoreOwner(site: SiteFacts, before: z.infer<typeof beforeShapes.assign_owner>, { people }: UndoReferences, reason: string): SiteOutcome | Refusal {
  const owner = before.owner === null ? null : (people.get(before.owner) ?? null);
  const successor = before.successor === null ? null : (people.get(before.successor) ?? null);
  const successorMoves = before.successor !== (site.successor?.id ?? null);
  return (
    refusalOf(site, 'assign_owner', undefined) ?? {
      patch: { ownerId: before.owner, ...(successorMoves ? { successorId: before.successor } : {}) },
      events: [
        event(site, 'site.owner_changed', reason, {
          owner: { before: personJson(site.owner), after: personJson(owner) },
          ...(successorMoves ? { successor: { before: personJson(site.successor), after: personJson(successor) } } : {}),
        }),
      ],
    }
  );
}

function restoreSuccessor(site: SiteFacts, before: z.infer<typeof beforeShapes.name_successor>, { people }: UndoReferences, reason: string): SiteOutcome | Refusal {
  const successor = before.successor === null ? null : (people.get(before.successor) ?? null);
  return (
    refusalOf(site, 'name_successor', undefined) ?? {
      patch: { successorId: before.successor },
      events: [event(site, 'site.successor_named', reason, { successor: { before: personJson(site.successor), after: personJson(successor) } })],
    }
  );
}

function restoreDepartment(site: SiteFacts, before: z.infer<typeof beforeShapes.set_department>, { departments }: UndoReferences, reason: string): SiteOutcome | Refusal {
  const department = before.department === null ? null : (departments.get(before.department) ?? null);
  if (before.department !== null && department === null) return refuse('conflict', 'The department it belonged to is no longer there.');
  return restoreRecord(site, { departmentId: before.department }, { department: { before: site.department?.name ?? null, after: department?.name ?? null } }, reason);
}

function restoreRecord(site: SiteFacts, patch: SitePatch, changes: Changes, reason: string): SiteOutcome | Refusal {
  return refusalOf(site, 'edit', undefined) ?? { patch, events: [event(site, 'site.edited', reason, changes)] };
}

function expiryOf(site: SiteFacts, expiresAt: string | null): SitePatch {
  return expiresAt === dateJson(site.expiresAt) ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}

function expiryChange(site: SiteFacts, expiresAt: string | null): Changes {
  return expiresAt === dateJson(site.expiresAt) ? {} : { expiresAt: { before: dateJson(site.expiresAt), after: expiresAt } };
}

function event(site: SiteFacts, type: DomainEvent['type'], reason: string, changes: Changes): DomainEvent {
  return { type, site: siteSubject(site), reason, changes };
}
