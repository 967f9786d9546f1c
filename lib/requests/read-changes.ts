import { z } from 'zod';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { newcomersSchema, newcomersText } from '@/lib/domain/newcomers';
import type { Reader } from '@/lib/db/client';
import { readTimeline, type TimelineRow } from '@/lib/audit/read-timeline';

const sentencesShown = 10;
/** What a request itself goes through is not what moved it on, but for its own revision. */
const ownSteps: readonly EventType[] = ['request.submitted', 'request.changes_asked', 'request.stage_approved', 'request.commented', 'request.claimed', 'request.released', 'request.handed_over', 'request.reminded', 'request.escalated'];

export function isMove({ type }: Pick<TimelineRow, 'type'>): boolean {
  return !(ownSteps as readonly string[]).includes(type);
}

/** An event as a sentence names it: who did what, and to which fields. */
export function moveText({ actor, type, changes }: Pick<TimelineRow, 'actor' | 'type' | 'changes'>): string {
  const fields = Object.keys(changes);
  return `${actor.name} ${eventTypes[type as EventType]}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`;
}

/** What happened to a Site since an instant that may have moved its requests on, newest first. */
export async function movesSince(db: Reader, siteId: string, since: Date): Promise<TimelineRow[]> {
  return (await readTimeline(db, siteId)).filter((event) => isMove(event) && new Date(event.at) >= since);
}

type Moved = { siteId: string; round: number; submittedAt: Date; decisions: readonly { round: number; decidedAt: Date; proposal: unknown }[] };

/**
 * What moved a request into the round that it is in, newest first, as sentences: what happened to the Site since the last answer
 * that no longer counts, or since the request was made, and who came to those who would gain access. Nothing in the first round.
 */
export async function readChanges(db: Reader, { siteId, round, submittedAt, decisions }: Moved): Promise<string[]> {
  if (round <= 1) return [];
  const since = decisions.findLast((decision) => decision.round < round)?.decidedAt ?? submittedAt;
  const moves = (await movesSince(db, siteId, since)).map(moveText);
  return [...decisions.filter((decision) => decision.round === round).flatMap(grown), ...moves].slice(0, sentencesShown);
}

const grownSchema = z.object({ newcomers: newcomersSchema });

/** What an approval that began a round says of those who came since the one before. */
function grown({ proposal }: { proposal: unknown }): string[] {
  const found = grownSchema.safeParse(proposal).data;
  return found === undefined ? [] : newcomersText(found.newcomers);
}
