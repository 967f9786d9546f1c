import { readOpenAnswers } from '@/lib/campaigns/read-open-answers';
import { digestHorizon, nothingWaiting, type Waiting } from '@/lib/domain/digest';
import type { Role } from '@/lib/domain/permissions';
import type { Settings } from '@/lib/domain/settings';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { readWaitingSites } from './read-waiting-sites';

export type Recipient = { id: string; roles: readonly Role[] };
type Moment = { settings: Settings; now: Date };

/** What may wait for each of these people, from the records of this moment: a few statements for any number of them. */
export async function readWaiting(db: Reader, people: readonly Recipient[], moment: Moment): Promise<ReadonlyMap<string, Waiting>> {
  const ids = people.map(({ id }) => id);
  const may = (operation: 'enforcement.settle' | 'site.release' | 'retirement.delete') =>
    new Set(people.filter(({ id, roles }) => judge(operation, roleStandings({ personId: id, roles })).allowed).map(({ id }) => id));
  const [sites, revisions, transfers, successions, handovers, campaigns, requests, queues] = await Promise.all([
    readWaitingSites(db, ids, digestHorizon(moment.settings, moment.now)),
    readRevisions(db, ids),
    readTransfers(db, ids),
    readSuccessions(db, ids),
    readHandovers(db, ids),
    readOpenAnswers(db, ids),
    countRequests(db, ids),
    may('site.release').size === 0 ? { enforcement: 0, quarantine: 0, deletions: 0 } : countQueues(db, moment),
  ]);
  const admins = { enforcement: may('enforcement.settle'), quarantine: may('site.release'), deletions: may('retirement.delete') };
  const [bySites, byRevisions, byTransfers, bySuccessions] = [byPerson(sites), byPerson(revisions), byPerson(transfers), byPerson(successions)];
  const [byHandovers, byCampaigns, byRequests] = [byPerson(handovers), byPerson(campaigns), byPerson(requests)];
  return new Map(
    ids.map((id) => [
      id,
      {
        sites: bySites.get(id) ?? nothingWaiting.sites,
        revisions: byRevisions.get(id) ?? [],
        transfers: byTransfers.get(id) ?? [],
        successions: bySuccessions.get(id) ?? [],
        handovers: byHandovers.get(id) ?? [],
        campaigns: byCampaigns.get(id) ?? [],
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

/** Requests that came back for changes wait for whoever made them; a re-review, which nobody made, for whoever owns the Site by now. */
function readRevisions(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<(Waiting['revisions'][number] & { personId: string })[]>`
    SELECT w.person_id::text AS "personId", q.id::text AS "requestId", q.kind::text AS kind, s.title, asked.name AS "askedBy", asked.decided_at AS "askedAt", q.due_at AS "dueAt"
      FROM request q
      JOIN site s ON s.id = q.site_id
      CROSS JOIN LATERAL (SELECT CASE WHEN q.kind = 're_review' THEN coalesce(s.owner_id, q.requester_id) ELSE q.requester_id END AS person_id) w
      CROSS JOIN LATERAL (SELECT p.name, d.decided_at FROM decision d JOIN person p ON p.id = d.reviewer_id
                           WHERE d.request_id = q.id AND d.answer = 'ask_changes' ORDER BY d.decided_at DESC LIMIT 1) asked
     WHERE q.state = 'changes_requested' AND w.person_id = ANY (${[...ids]}::uuid[])
     ORDER BY asked.decided_at, q.id`;
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

/** As `countWaiting` of lib/requests counts for one person, but for those in whose place they decide: whom the open stages ask, of what isn't theirs. */
function countRequests(db: Reader, ids: readonly string[]) {
  return db.$queryRaw<{ personId: string; count: number }[]>`
    WITH RECURSIVE pending AS (
      SELECT q.id, q.round, q.requester_id, s.owner_id, q.asks_roles, q.asks_people, q.asks_groups
        FROM request q JOIN site s ON s.id = q.site_id WHERE q.state = 'pending' AND q.kind <> 'transfer'
    ),
    in_groups (request_id, group_id) AS (
      SELECT id, unnest(asks_groups) FROM pending
      UNION
      SELECT g.request_id, n.child_id FROM in_groups g JOIN group_nesting n ON n.parent_id = g.group_id
    ),
    asked (request_id, person_id) AS (
      SELECT q.id, p.id FROM pending q JOIN person p ON p.roles && '{reviewer,admin}'::"Role"[] AND p.roles && q.asks_roles
      UNION SELECT id, unnest(asks_people) FROM pending
      UNION SELECT g.request_id, m.person_id FROM in_groups g JOIN group_member m ON m.group_id = g.group_id
    )
    SELECT p.id::text AS "personId", count(*)::int AS count
      FROM asked a JOIN pending q ON q.id = a.request_id JOIN person p ON p.id = a.person_id
     WHERE a.person_id = ANY (${[...ids]}::uuid[]) AND NOT 'auditor' = ANY (p.roles)
       AND a.person_id <> q.requester_id AND a.person_id IS DISTINCT FROM q.owner_id
       AND NOT EXISTS (SELECT FROM decision d WHERE d.request_id = q.id AND d.round = q.round AND a.person_id IN (d.reviewer_id, d.on_behalf_of_id))
     GROUP BY p.id`;
}

async function countQueues(db: Reader, { settings, now }: Moment): Promise<Omit<Waiting['queues'], 'requests'>> {
  const [counts] = await db.$queryRaw<Omit<Waiting['queues'], 'requests'>[]>`
    SELECT (SELECT count(*)::int FROM enforcement WHERE state IN ('unconfirmed', 'failed')) AS enforcement,
           (SELECT count(*)::int FROM site WHERE quarantined_at IS NOT NULL AND state <> 'retired') AS quarantine,
           (SELECT count(*)::int FROM retirement WHERE state = 'deleting' OR state = 'closed' AND held_since IS NULL AND deletes_at <= ${digestHorizon(settings, now)}) AS deletions`;
  return counts ?? { enforcement: 0, quarantine: 0, deletions: 0 };
}
