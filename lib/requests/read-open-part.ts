import type { RequestPin } from '@/lib/domain/request-pin';
import { isOpen } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import type { DetailRow } from './get-request';
import { ofKind } from './load-request';
import type { PlanView } from './plan-shape';
import { evidenceOf, planRequest } from './plan-request';
import type { Places } from './read-places';
import { readPin } from './read-pin';
import { viewPlan } from './view-plan';

/** What of a request there is only while it waits: its plan as of now, and what an answer is pinned to. */
export type OpenPart = {
  view: PlanView;
  pin: RequestPin;
  /** Whose answers count, by id. */
  counted: string[];
};

/** Null for transfers, which one person answers, and for what is closed. */
export async function readOpenPart(db: Reader, row: DetailRow, places: Places | null, gaining: readonly string[], now: Date): Promise<OpenPart | null> {
  if (!isOpen(row.state) || row.kind === 'transfer') return null;
  const request = { id: row.id, revision: row.revision, requesterId: row.requesterId, ...ofKind(row), siteId: row.siteId, ownerId: row.site.ownerId, round: row.round, escalatedAt: row.escalatedAt };
  const planned = await planRequest(db, request, now);
  const pin = await readPin(db, { ...request, gains: gaining.length });
  const view = await viewPlan(db, planned, evidenceOf(request), places, new Set(gaining));
  return { view, pin, counted: planned.plan.stages.flatMap(({ given }) => given.map(({ reviewerId }) => reviewerId)) };
}
