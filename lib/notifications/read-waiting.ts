import type { Classification } from '@/lib/domain/classification';
import type { AudienceMode } from '@/lib/domain/audience';
import { digestHorizon, nothingWaiting, type Waiting, type WaitingSite } from '@/lib/domain/digest';
import type { Role } from '@/lib/domain/permissions';
import type { Settings } from '@/lib/domain/settings';
import type { DisableReason, SiteState } from '@/lib/domain/site';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const { sql } = Prisma;

export type Recipient = { id: string; roles: readonly Role[] };
type Moment = { settings: Settings; now: Date };

/** What may wait for each of these people, from the records of this moment: a few statements for any number of them. */
export async function readWaiting(db: Reader, people: readonly Recipient[], moment: Moment): Promise<ReadonlyMap<string, Waiting>> {
  const ids = people.map(({ id }) => id);
  const may = (operation: 'request.decide_widening' | 'enforcement.settle' | 'site.release' | 'retirement.delete') =>
    new Set(people.filter(({ id, roles }) => judge(operation, roleStandings({ personId: id, roles })).allowed).map(({ id }) => id));
  const deciders = may('request.decide_widening');
  const [sites, transfers, successions, handovers, requests, queues] = await Promise.all([
    readSites(db, ids, moment),
    readTransfers(db, ids),
    readSuccessions(db, ids),
    readHandovers(db, ids),
    deciders.size === 0 ? [] : countRequests(db, [...deciders]),
    may('site.release').size === 0 ? { enforcement: 0, quarantine: 0, deletions: 0 } : countQueues(db, moment),
  ]);
  const admins = { enforcement: may('enforcement.settle'), quarantine: may('site.release'), deletions: may('retirement.delete') };
  const [bySites, byTransfers, bySuccessions, byHandovers, byRequests] = [byPerson(sites), byPerson(transfers), byPerson(successions), byPerson(handovers), byPerson(requests)];
  return new Map(
    ids.map((id) => [
      id,
      {
        sites: bySites.get(id) ?? nothingWaiting.sites,
        transfers: byTransfers.get(id) ?? [],
        successions: bySuccessions.get(id) ?? [],
        handovers: byHandovers.get(id) ?? [],
        queues: {
          requests: byRequests.get(id)?.[0]?.count ?? 0,
          enforcement: admins.enforcement.has(id) ? queues.enforcement : 0,
          quarantine: admins.quarantine.has(id) ? queues.quarantine : 0,
          deletions: admins.deletions.has(id) ? queues.deletions : 0,
        },
      },
    ]),
  );
}

function byPerson<Row extends { personId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.personId);
    if (group === undefined) groups.set(row.personId, [row]);
    else group.push(row);
  }
  return groups;
}

type SiteRow = {
  personId: string;
  id: string;
  slug: string;
  title: string;
  state: SiteState;
  classification: Classification;
  audience: AudienceMode;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  lastVisitedAt: Date | null;
  keptAt: Date | null;
  disabledAt: Date | null;
  disabledReason: DisableReason | null;
  onLegalHold: boolean;
  attestationAskedAt: Date | null;
  isDelegate: boolean;
  askedAt: Date | null;
  dueAt: Date | null;
  closesAt: Date | null;
  deletesAt: Date | null;
  isClosed: boolean | null;
};

/** The Sites that people answer for and about which something could be asked; `digestItems` decides what is. */
async function readSites(db: Reader, ids: readonly string[], { settings, now }: Moment): Promise<(WaitingSite & { personId: string })[]> {
  const horizon = digestHorizon(settings, now);
  const mine = sql`
    SELECT s.owner_id AS person_id, s.id AS site_id, false AS is_delegate FROM site s WHERE s.owner_id = ANY (${[...ids]}::uuid[])
    UNION ALL
    SELECT s.successor_id, s.id, true FROM site s JOIN person o ON o.id = s.owner_id AND o.deactivated_at IS NOT NULL
     WHERE s.successor_id = ANY (${[...ids]}::uuid[]) AND s.successor_accepted_at IS NOT NULL`;
  const rows = await db.$queryRaw<SiteRow[]>`
    SELECT mine.person_id::text AS "personId", mine.is_delegate AS "isDelegate", s.id::text, s.slug, s.title, s.state::text, s.classification::text, s.audience::text,
           s.expires_at AS "expiresAt", s.review_due_at AS "reviewDueAt", s.last_visited_at AS "lastVisitedAt", s.kept_at AS "keptAt", s.disabled_at AS "disabledAt",
           s.disabled_reason::text AS "disabledReason", s.legal_hold_at IS NOT NULL AS "onLegalHold", s.attestation_asked_at AS "attestationAskedAt",
           r.made_at AS "askedAt", r.due_at AS "dueAt", t.closes_at AS "closesAt", t.deletes_at AS "deletesAt", t.state = 'closed' AS "isClosed"
      FROM (${mine}) mine JOIN site s ON s.id = mine.site_id
      LEFT JOIN LATERAL (SELECT made_at, due_at FROM reminder WHERE site_id = s.id AND kind = 'inactivity' ORDER BY made_at DESC LIMIT 1) r
        ON s.state = 'live' AND s.last_visited_at IS NOT NULL
      -- Once the deletion is asked for, nobody can stop it here any more.
      LEFT JOIN retirement t ON t.site_id = s.id AND t.state IN ('notice', 'closed') AND s.state = 'retiring'
     WHERE s.state IN ('draft', 'live') AND (s.expires_at <= ${horizon} OR s.review_due_at <= ${horizon} OR r.made_at IS NOT NULL)
        OR s.state IN ('draft', 'live', 'disabled') AND s.attestation_asked_at IS NOT NULL
        OR s.state = 'disabled' AND s.disabled_reason IN ('expired', 'inactive', 'owner_departed')
        OR t.id IS NOT NULL
     ORDER BY s.title, s.id`;
  return rows.map(({ isDelegate, askedAt, dueAt, closesAt, deletesAt, isClosed, ...site }) => ({
    ...site,
    as: isDelegate ? 'delegate' : 'owner',
    inactivity: askedAt === null || dueAt === null ? null : { askedAt, dueAt },
    retirement: closesAt === null || deletesAt === null ? null : { closesAt, deletesAt, isClosed: isClosed === true },
  }));
}

function readTransfers(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<(Waiting['transfers'][number] & { personId: string })[]>`
    SELECT q.proposed_owner_id::text AS "personId", q.id::text AS "requestId", s.title, p.name AS "from", q.submitted_at AS "offeredAt"
      FROM request q JOIN site s ON s.id = q.site_id JOIN person p ON p.id = q.requester_id
     WHERE q.state = 'pending' AND q.kind = 'transfer' AND q.proposed_owner_id = ANY (${[...ids]}::uuid[])
     ORDER BY q.submitted_at, q.id`;
}

function readSuccessions(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<(Waiting['successions'][number] & { personId: string })[]>`
    SELECT s.successor_id::text AS "personId", s.id::text AS "siteId", s.slug, s.title, o.name AS owner
      FROM site s LEFT JOIN person o ON o.id = s.owner_id
     WHERE s.successor_id = ANY (${[...ids]}::uuid[]) AND s.successor_accepted_at IS NULL AND s.state IN ('draft', 'live', 'disabled')
     ORDER BY s.title, s.id`;
}

function readHandovers(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<(Waiting['handovers'][number] & { personId: string })[]>`
    SELECT h.to_id::text AS "personId", h.id::text, p.name AS "from", h.made_at AS "madeAt",
           (SELECT count(*)::int FROM handover_item i WHERE i.handover_id = h.id AND i.answer = 'waiting') AS sites
      FROM handover h JOIN person p ON p.id = h.from_id
     WHERE h.to_id = ANY (${[...ids]}::uuid[]) AND h.decided_at IS NULL
       AND EXISTS (SELECT FROM handover_item i WHERE i.handover_id = h.id AND i.answer = 'waiting')
     ORDER BY h.made_at, h.id`;
}

/** As `countWaiting` of lib/requests counts for one person: nobody decides what is theirs. */
function countRequests(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<{ personId: string; count: number }[]>`
    SELECT p.id::text AS "personId", count(*)::int AS count
      FROM unnest(${[...ids]}::uuid[]) p (id)
      JOIN request q ON q.state = 'pending' AND q.kind <> 'transfer' AND q.requester_id <> p.id
      JOIN site s ON s.id = q.site_id AND s.owner_id IS DISTINCT FROM p.id
     GROUP BY p.id`;
}

async function countQueues(db: Reader, { settings, now }: Moment): Promise<Omit<Waiting['queues'], 'requests'>> {
  const [counts] = await db.$queryRaw<Omit<Waiting['queues'], 'requests'>[]>`
    SELECT (SELECT count(*)::int FROM enforcement WHERE state IN ('unconfirmed', 'failed')) AS enforcement,
           (SELECT count(*)::int FROM site WHERE quarantined_at IS NOT NULL AND state <> 'retired') AS quarantine,
           (SELECT count(*)::int FROM retirement WHERE state = 'deleting' OR state = 'closed' AND held_since IS NULL AND deletes_at <= ${digestHorizon(settings, now)}) AS deletions`;
  return counts ?? { enforcement: 0, quarantine: 0, deletions: 0 };
}
