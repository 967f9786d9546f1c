import type { Answer } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';

type Person = { id: string; name: string; email: string };

export type DecisionRow = {
  id: string;
  answer: Answer;
  note: string | null;
  requestRevision: number;
  siteRevision: number;
  decidedAt: Date;
  stage: string;
  round: number;
  /** The proposal as it was decided on. */
  proposal: unknown;
  reviewer: Person;
  onBehalfOf: Person | null;
  hasRecord: boolean;
};

/** The answers to a request, oldest first, with who gave them. */
export async function readDecisions(db: Reader, requestId: string): Promise<DecisionRow[]> {
  return db.$queryRaw<DecisionRow[]>`
    SELECT d.id::text, d.answer::text AS answer, d.note, d.request_revision AS "requestRevision", d.site_revision AS "siteRevision",
           d.decided_at AS "decidedAt", d.stage, d.round, d.proposal,
           json_build_object('id', p.id, 'name', p.name, 'email', p.email) AS reviewer,
           CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name, 'email', o.email) END AS "onBehalfOf",
           EXISTS (SELECT FROM decision_record r WHERE r.decision_id = d.id) AS "hasRecord"
      FROM decision d JOIN person p ON p.id = d.reviewer_id LEFT JOIN person o ON o.id = d.on_behalf_of_id
     WHERE d.request_id = ${requestId}::uuid ORDER BY d.decided_at, d.id`;
}

export type CommentRow = { id: string; author: Person; text: string; createdAt: Date };

/** What was said about a request, oldest first. */
export async function readComments(db: Reader, requestId: string): Promise<CommentRow[]> {
  return db.$queryRaw<CommentRow[]>`
    SELECT c.id::text, json_build_object('id', p.id, 'name', p.name, 'email', p.email) AS author, c.text, c.created_at AS "createdAt"
      FROM request_comment c JOIN person p ON p.id = c.author_id
     WHERE c.request_id = ${requestId}::uuid ORDER BY c.created_at, c.id`;
}
