import { subDays } from 'date-fns';
import { namedAudienceSchema, renewalProposalSchema, reReviewProposalSchema, wideningProposalSchema, type RequestKind } from '@/lib/domain/request';
import { triggerOfRequest, type SimulatedSubject } from '@/lib/domain/policy-simulation';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import type { PolicyTrigger } from '@/lib/domain/policy';
import type { Role } from '@/lib/domain/permissions';
import type { Reader } from '@/lib/db/client';
import { readPolicyFacts } from './read-facts';

/** How far back requests are looked at, in days. */
const requestDays = 365;
const dayMs = 24 * 60 * 60 * 1000;
const askingKinds = Object.keys(triggerOfRequest) as RequestKind[];

/** Something that policies are asked about, with what they see of it. */
export type Subject = { subject: SimulatedSubject; facts: PolicyFacts };
/** `through`: where the next page begins; null: that was the last. */
export type SubjectPage = { subjects: Subject[]; read: number; through: string | null };

/** How many requests and Sites a simulation as of `now` looks at. */
export async function countSubjects(db: Reader, now: Date): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM request WHERE created_at >= ${subDays(now, requestDays)} AND created_at <= ${now} AND kind::text = ANY (${askingKinds}))
          + (SELECT count(*) FROM site WHERE state <> 'retired'))::int AS count`;
  return rows[0]?.count ?? 0;
}

type PageOptions = { after: string | null; limit: number; now: Date };

type RequestRow = {
  id: string;
  kind: RequestKind;
  site_id: string;
  created_at: Date;
  proposal: unknown;
  before: unknown;
  requester: string;
  requester_id: string;
  requester_roles: Role[];
  gaining: string[];
};

/**
 * The next requests of the last year by id: the Site as it is today, the change and who asked for it as they were then. What
 * a Site was at the time is not known any more.
 */
export async function readRequestPage(db: Reader, { after, limit, now }: PageOptions): Promise<SubjectPage> {
  const rows = await db.$queryRaw<RequestRow[]>`
    SELECT r.id::text, r.kind::text AS kind, r.site_id::text, r.created_at, r.proposal, r.before, p.email AS requester, p.id::text AS requester_id,
           p.roles::text[] AS requester_roles,
           CASE WHEN r.kind = 'widening' THEN ARRAY(
             SELECT DISTINCT d.name FROM department d JOIN person m ON m.department_id = d.id AND m.deactivated_at IS NULL
              WHERE r.proposal #>> '{audience,mode}' = 'workspace_all'
                 OR m.id::text IN (SELECT x->>'id' FROM jsonb_array_elements(r.proposal #> '{audience,people}') x)
                 OR EXISTS (SELECT FROM group_member g WHERE g.person_id = m.id AND g.group_id::text IN (SELECT x->>'id' FROM jsonb_array_elements(r.proposal #> '{audience,groups}') x))
              ORDER BY 1)
           ELSE '{}' END AS gaining
      FROM request r JOIN person p ON p.id = r.requester_id
     WHERE (${after}::uuid IS NULL OR r.id > ${after}::uuid) AND r.kind::text = ANY (${askingKinds})
       AND r.created_at >= ${subDays(now, requestDays)} AND r.created_at <= ${now}
     ORDER BY r.id LIMIT ${limit}`;
  const sites = await readPolicyFacts(db, [...new Set(rows.map(({ site_id }) => site_id))], { now });
  return {
    subjects: rows.flatMap((row): Subject[] => {
      const facts = sites.get(row.site_id);
      const trigger = triggerOfRequest[row.kind];
      if (facts === undefined || trigger === undefined) return [];
      const { id, site_id } = row;
      return [{ subject: { site: { id: site_id, slug: facts.site.slug, title: facts.site.title }, requestId: id }, facts: asRequested(facts, row, trigger) }];
    }),
    read: rows.length,
    through: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}

function asRequested(facts: PolicyFacts, row: RequestRow, trigger: PolicyTrigger): PolicyFacts {
  return {
    ...facts,
    change: changeOf(facts.change, row, trigger),
    people: { ...facts.people, requester: row.requester, requesterRoles: row.requester_roles, gainingDepartments: row.gaining },
  };
}

/** What a request asked for. A proposal that can't be read any more asks for what is so today. */
function changeOf(today: PolicyFacts['change'], { kind, proposal, before, created_at }: RequestRow, trigger: PolicyTrigger): PolicyFacts['change'] {
  const change = { ...today, trigger };
  if (kind === 'widening') {
    const widening = wideningProposalSchema.safeParse(proposal);
    const from = namedAudienceSchema.safeParse(before);
    if (!widening.success) return change;
    const { audience, gains, until } = widening.data;
    return {
      ...change,
      from: from.success ? from.data.mode : change.from,
      to: audience.mode,
      reach: audience.reach ?? gains,
      gains,
      groups: audience.groups.map(({ name }) => name),
      durationDays: daysBetween(created_at, until),
    };
  }
  const reReview = kind === 're_review' ? reReviewProposalSchema.safeParse(proposal) : null;
  if (reReview?.success === true) return { ...change, changed: reReview.data.changed };
  const renewal = kind === 'renewal' ? renewalProposalSchema.safeParse(proposal) : null;
  return renewal?.success === true ? { ...change, lifetimeDays: daysBetween(created_at, renewal.data.expiresAt) } : change;
}

/** As policies count days to come: one that has begun counts. -1: there is no end. */
function daysBetween(from: Date, until: string | null): number {
  return until === null ? -1 : Math.max(0, Math.ceil((Date.parse(until) - from.getTime()) / dayMs));
}
