import type { ResolvedAudiences } from '@/lib/domain/audience';
import { personActor, type Actor } from '@/lib/gate/actor';
import type { Role } from '@/lib/domain/permissions';
import { isRefusal, type Refusal } from '@/lib/domain/refusal';
import type { PersonRef, SiteFacts } from '@/lib/domain/site';

/** The instant at which the pure rules are asked, unless a test says otherwise. */
export const noon = new Date('2026-11-21T12:00:00.000Z');

/** An id that reads as its number. */
export function idOf(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const ann: PersonRef = { id: idOf(1), name: 'Ann', email: 'ann@example.com', active: true };
export const bob: PersonRef = { id: idOf(2), name: 'Bob', email: 'bob@example.com', active: true };
export const eve: PersonRef = { id: idOf(3), name: 'Eve', email: 'eve@example.com', active: false };
export const sales = { id: idOf(50), name: 'Sales' };

/** A live, complete Site of Ann's for a named group; a test names what it needs otherwise. */
export function siteFacts(facts: Partial<SiteFacts> = {}): SiteFacts {
  return {
    id: idOf(100),
    slug: 'crm-notes',
    title: 'CRM Notes',
    description: null,
    purpose: 'Notes',
    state: 'live',
    classification: 'team_internal',
    dataSourceNote: 'Nothing but notes.',
    department: { id: idOf(60), name: 'Sales' },
    owner: ann,
    successor: null,
    successorAcceptedAt: null,
    audience: { mode: 'custom', people: [bob], groups: [sales] },
    observedMode: null,
    drift: 'none',
    expiresAt: new Date('2026-12-21T00:00:00.000Z'),
    reviewDueAt: null,
    lastReviewedAt: null,
    lastVisitedAt: null,
    officialSince: null,
    attestationAskedAt: null,
    tags: [],
    uses: [],
    disabled: null,
    legalHold: null,
    keptAt: null,
    quarantine: null,
    missingSince: null,
    dataSources: [],
    revision: 7,
    ...facts,
  };
}

export function resolved(people: readonly string[], groups: readonly string[] = []): ResolvedAudiences {
  return { peopleNow: new Set(people), groupsNow: new Set(groups) };
}

/** Somebody at the gate. */
export function actorOf(person: { id: string; name: string; email: string }, roles: readonly Role[] = ['member']): Actor {
  return personActor({ ...person, roles: [...roles] }, ['read', 'write'], null, { via: 'ui', correlationId: 'test' });
}

/** The refusal that a decision came to. @throws when it came to an outcome. */
export function refusalIn(result: object): Refusal {
  if (!isRefusal(result)) throw new Error(`expected a refusal, got ${JSON.stringify(result)}`);
  return result;
}

/** The outcome that a decision came to. @throws when it was refused. */
export function outcomeIn<Outcome extends object>(result: Outcome | Refusal): Outcome {
  if (isRefusal(result)) throw new Error(`expected an outcome, got the refusal: ${result.reason}`);
  return result;
}
