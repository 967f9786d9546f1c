import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import { isOver, type ExportState, type RetirementPlan } from './retirement';
import type { SiteFacts } from './site';
import { refusalOf, siteSubject } from './site-decisions';
import { prose } from './text';

/** A reason that says something: who reads it in some years has nothing else. */
export const substantial = prose(2000).refine(
  (text) => text.length >= 20 && new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu)).size >= 4,
  'Say in a sentence why nobody needs the data any more.',
);

/** Where the data of a binding went, or why it needed to go nowhere. */
export type ExportDecision = { kind: 'd1' | 'r2' } & ({ outcome: 'exported'; location: string; checksum: string } | { outcome: 'waived'; reason: string });
export type ExportPatch = { kind: 'd1' | 'r2'; state: Exclude<ExportState, 'open'>; location: string | null; checksum: string | null; waiver: string | null };

export type SecretDecision = { key: string; isRevoked: boolean; powered?: string | null | undefined; note?: string | null | undefined };
export type SecretPatch = { key: string; isRevoked: boolean; powered?: string | null; note: string | null };

type Loaded = { site: SiteFacts; plan: RetirementPlan };
type Settled<Part> = Part & { events: DomainEvent[] };

function refusalOfSettling({ site, plan }: Loaded, seen: number | undefined): Refusal | null {
  const refusal = refusalOf(site, 'advance_retirement', seen);
  if (refusal !== null) return refusal;
  if (isOver(plan)) return refuse('conflict', 'This retirement is over.');
  return plan.state === 'deleting' ? refuse('conflict', 'The deletion has been asked for on the platform. What was noted before it stays as it is.') : null;
}

/** Notes what became of the data of one binding. It may be said again, until the deletion is asked for. */
export function settleExport(loaded: Loaded, input: ExportDecision & { revision?: number | undefined }): Settled<{ export: ExportPatch }> | Refusal {
  const { site, plan } = loaded;
  const refusal = refusalOfSettling(loaded, input.revision);
  if (refusal !== null) return refusal;
  const binding = plan.exports.find(({ kind }) => kind === input.kind);
  if (binding === undefined) return refuseField('kind', `This Site has no ${input.kind.toUpperCase()} binding.`);
  if (input.outcome === 'exported' && plan.state === 'notice') {
    return refuse('conflict', 'People still use the Site, so its data still changes. Export it once the Site is closed.');
  }
  const patch: ExportPatch =
    input.outcome === 'exported'
      ? { kind: input.kind, state: 'exported', location: input.location, checksum: input.checksum, waiver: null }
      : { kind: input.kind, state: 'waived', location: null, checksum: null, waiver: input.reason };
  return {
    export: patch,
    events: [
      {
        type: 'site.export_decided',
        site: siteSubject(site),
        reason: patch.waiver,
        changes: { [`export.${binding.kind}`]: { before: binding.state, after: patch.state } },
        data: { binding: binding.name, location: patch.location, checksum: patch.checksum },
      },
    ],
  };
}

/** Ticks a secret off as revoked where it was issued, takes the tick back, or adds one to the list. */
export function settleSecret(loaded: Loaded, input: SecretDecision & { revision?: number | undefined }): Settled<{ secret: SecretPatch }> | Refusal {
  const { site, plan } = loaded;
  const refusal = refusalOfSettling(loaded, input.revision);
  if (refusal !== null) return refusal;
  const note = input.note ?? null;
  if (input.isRevoked && note === null) return refuseField('note', 'Say where it was revoked and how one can see it.');
  const known = plan.secrets.find(({ key }) => key === input.key);
  return {
    secret: { key: input.key, isRevoked: input.isRevoked, note, ...(input.powered === undefined ? {} : { powered: input.powered }) },
    events: [
      {
        type: input.isRevoked ? 'site.secret_revoked' : 'site.secret_listed',
        site: siteSubject(site),
        reason: note,
        changes: { [`secret.${input.key}`]: { before: known === undefined ? null : secretWord(known.isRevoked), after: secretWord(input.isRevoked) } },
        data: { powered: input.powered ?? null },
      },
    ],
  };
}

function secretWord(isRevoked: boolean): string {
  return isRevoked ? 'revoked' : 'to be revoked';
}
