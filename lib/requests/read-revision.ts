import { evidenceLabels, type Evidence } from '@/lib/domain/evidence';
import { wideningProposalSchema } from '@/lib/domain/request';
import { namedDiff } from './audience-diff';
import type { RequestDetail } from './request-shape';

type Person = { id: string; name: string; email: string };
type Earlier = { answer: string; note: string | null; decidedAt: Date; proposal: unknown; reviewer: Person };

/** What the revision changed after changes were asked for: against the proposal that was sent back last. Null where none was. */
export function revisedSince(decisions: readonly Earlier[], proposal: unknown): RequestDetail['revised'] {
  const asked = decisions.findLast(({ answer }) => answer === 'ask_changes');
  if (asked === undefined) return null;
  const [before, after] = [wideningProposalSchema.parse(asked.proposal), wideningProposalSchema.parse(proposal)];
  return {
    askedBy: { id: asked.reviewer.id, name: asked.reviewer.name, email: asked.reviewer.email },
    askedAt: asked.decidedAt.toISOString(),
    note: asked.note,
    diff: namedDiff(before.audience, after.audience),
    evidence: after.evidence.filter((one) => !before.evidence.some((other) => isSame(one, other))).map(({ kind }) => evidenceLabels[kind]),
    untilBefore: before.until,
    untilAfter: after.until,
  };
}

function isSame(a: Evidence, b: Evidence): boolean {
  return a.kind === b.kind && a.at === b.at && a.answer === b.answer && a.attachment?.digest === b.attachment?.digest;
}
