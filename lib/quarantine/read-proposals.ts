import { addressOf, proposalOf, type ProposalCandidates, type ProposalReason } from '@/lib/domain/owner-proposal';
import type { PersonRef } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const { sql, raw } = Prisma;

export type Proposal = { person: PersonRef; reason: ProposalReason };

type Row = {
  id: string;
  owner: PersonRef | null;
  repository: string | null;
  author: string | null;
  successorAccepted: boolean;
  successor: PersonRef | null;
  guessed: PersonRef | null;
  manager: PersonRef | null;
  lead: PersonRef | null;
};

/**
 * Who could own each Site, from what the record has, with the reason; the same statements for one as for hundreds. A Site
 * of whose owner nothing is known has none.
 */
export async function readProposals(db: Reader, siteIds: readonly string[]): Promise<Map<string, Proposal>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.id::text, s.repository, s.last_commit_author AS author, s.successor_accepted_at IS NOT NULL AS "successorAccepted",
           ${person('o')} AS owner, ${person('u')} AS successor, ${person('g')} AS guessed, ${person('m')} AS manager, ${person('l')} AS lead
      FROM site s
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN person u ON u.id = s.successor_id
      LEFT JOIN person g ON g.id = s.guessed_owner_id
      LEFT JOIN person m ON m.id = o.manager_id
      LEFT JOIN department d ON d.id = coalesce(s.department_id, o.department_id)
      LEFT JOIN person l ON l.id = d.lead_id
     WHERE s.id = ANY (${[...siteIds]}::uuid[])`;
  const committers = await readByAddress(db, rows.map(({ author }) => addressOf(author)));
  const neighbours = await readRepositoryOwners(db, rows.map(({ repository }) => repository));
  return new Map(
    rows.flatMap((row) => {
      const found = proposalOf(candidatesOf(row, committers, neighbours));
      return found === null ? [] : [[row.id, found] as const];
    }),
  );
}

function candidatesOf({ owner, successor, successorAccepted, guessed, manager, lead, author, repository }: Row, committers: ReadonlyMap<string, PersonRef>, neighbours: ReadonlyMap<string, PersonRef>): ProposalCandidates {
  return {
    owner,
    successor: successorAccepted ? successor : null,
    address: guessed,
    committer: committers.get(addressOf(author) ?? '') ?? null,
    unanswered_successor: successorAccepted ? null : successor,
    manager,
    department_lead: lead,
    same_repository: neighbours.get(repository ?? '') ?? null,
  };
}

function person(alias: 'o' | 'u' | 'g' | 'm' | 'l'): Prisma.Sql {
  const p = raw(alias);
  return sql`CASE WHEN ${p}.id IS NOT NULL THEN json_build_object('id', ${p}.id, 'name', ${p}.name, 'email', ${p}.email, 'active', ${p}.deactivated_at IS NULL) END`;
}

async function readByAddress(db: Reader, addresses: readonly (string | null)[]): Promise<Map<string, PersonRef>> {
  const wanted = [...new Set(addresses.filter((address) => address !== null))];
  if (wanted.length === 0) return new Map();
  const people = await db.person.findMany({ where: { email: { in: wanted } }, select: { id: true, name: true, email: true, deactivatedAt: true } });
  return new Map(people.map(({ deactivatedAt, ...found }) => [found.email, { ...found, active: deactivatedAt === null }]));
}

/** The one active person who owns all other Sites of a repository; where several do, nobody is proposed. */
async function readRepositoryOwners(db: Reader, repositories: readonly (string | null)[]): Promise<Map<string, PersonRef>> {
  const wanted = [...new Set(repositories.filter((repository) => repository !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.$queryRaw<{ repository: string; person: PersonRef }[]>`
    SELECT owned.repository, ${person('u')} AS person
      FROM (SELECT s.repository, min(s.owner_id::text)::uuid AS owner_id FROM site s JOIN person p ON p.id = s.owner_id AND p.deactivated_at IS NULL
             WHERE s.repository = ANY (${wanted}::text[]) AND s.state <> 'retired' GROUP BY s.repository HAVING count(DISTINCT s.owner_id) = 1) owned
      JOIN person u ON u.id = owned.owner_id`;
  return new Map(rows.map((row) => [row.repository, row.person]));
}
