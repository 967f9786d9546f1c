import type { Evidence } from '@/lib/domain/evidence';
import type { EvidenceInput } from '@/lib/domain/evidence-input';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';

/**
 * Evidence as it is kept: with the name and digest of the file that backs it, and who gave it when. `before` stays where
 * nothing new was given of its kind. `path` names the input in a refusal.
 */
export async function resolveEvidence(
  tx: Tx,
  siteId: string,
  given: readonly EvidenceInput[],
  before: readonly Evidence[],
  { actor, now }: Context,
  path: (at: number) => string = (at) => `evidence[${at}]`,
): Promise<{ evidence: Evidence[]; problem: Refusal | null }> {
  const ids = given.flatMap(({ attachmentId }) => attachmentId ?? []);
  const rows = await tx.attachment.findMany({ where: { id: { in: ids }, siteId }, select: { id: true, name: true, mediaType: true, size: true, digest: true } });
  const files = new Map(rows.map((row) => [row.id, row]));
  const fields = given.flatMap(({ attachmentId }, at) =>
    attachmentId === null || files.has(attachmentId.toLowerCase()) ? [] : [{ path: `${path(at)}.attachmentId`, message: 'No such file was uploaded for this Site. Upload it first.' }],
  );
  const by = { id: actor.personId ?? '', name: actor.name, email: actor.email ?? '' };
  const fresh = given.map(({ kind, outcome, answer, commit, link, attachmentId }) => ({
    kind,
    outcome,
    answer,
    commit,
    link,
    attachment: (attachmentId === null ? undefined : files.get(attachmentId.toLowerCase())) ?? null,
    by,
    at: now.toISOString(),
  }));
  const kept = before.filter(({ kind }) => fresh.every((one) => one.kind !== kind));
  return { evidence: [...kept, ...fresh], problem: fields.length === 0 ? null : refuse('rule', fields[0]?.message ?? '', { fields }) };
}
