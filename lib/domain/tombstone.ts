import { z } from 'zod';
import { audienceModes } from './audience';
import { classifications, sensitivities, sourceModes } from './classification';
import { exportStates } from './retirement';
import { anonymous, type Witness } from './witness';

const at = z.iso.datetime();
const witnessShape = z.object({ name: z.string().nullable(), email: z.string().nullable(), role: z.string() });

/**
 * What stays of a Site for good. Everything that the page shows is in here, in words and not as references, so that it
 * reads the same whatever else changes. Written by `version`; a later shape keeps reading this one.
 */
export const tombstoneRecordSchema = z.object({
  version: z.literal(1),
  slug: z.string(),
  title: z.string(),
  purpose: z.string().nullable(),
  description: z.string().nullable(),
  classification: z.enum(classifications),
  department: z.string().nullable(),
  /** Where it was open, and how the platform and the repository knew it. */
  url: z.string().nullable(),
  projectId: z.string().nullable(),
  repository: z.string().nullable(),
  registeredAt: at,
  /** Who answered for it, first to last; `until` is null for the last one. */
  owners: z.array(witnessShape.extend({ from: at, until: at.nullable() })),
  /** Who could open it at the end. */
  audience: z.object({ mode: z.enum(audienceModes), people: z.array(witnessShape), groups: z.array(z.string()), reach: z.int().nullable() }),
  dataSources: z.array(z.object({ name: z.string(), sensitivity: z.enum(sensitivities), mode: z.enum(sourceModes) })),
  dataSourceNote: z.string().nullable(),
  exports: z.array(
    z.object({
      kind: z.enum(['d1', 'r2']),
      name: z.string(),
      state: z.enum(exportStates).exclude(['open']),
      location: z.string().nullable(),
      checksum: z.string().nullable(),
      waiver: z.string().nullable(),
      /** The storage note's word on how long the data has to be kept. */
      retention: z.string().nullable(),
      by: witnessShape,
      at,
    }),
  ),
  secrets: z.array(z.object({ key: z.string(), powered: z.string().nullable(), note: z.string().nullable(), by: witnessShape, at })),
  versions: z.object({ count: z.int(), last: z.object({ number: z.int().nullable(), commit: z.string().nullable(), savedAt: at.nullable() }).nullable() }),
  retirement: z.object({
    reason: z.string(),
    beganAt: at,
    closedAt: at.nullable(),
    deletedAt: at,
    /** By what the deletion was shown to be true: the platform's report, or a named person. */
    proof: z.enum(['feed', 'person']),
    note: z.string().nullable(),
  }),
  /** Who decided what on the way, earliest first. */
  decisions: z.array(z.object({ at, what: z.string(), by: witnessShape })),
  replacedBy: z.object({ text: z.string(), slug: z.string().nullable() }).nullable(),
  /** How long the names of people stay in it; null: for good. */
  namesDays: z.int().nullable(),
});
export type TombstoneRecord = z.infer<typeof tombstoneRecordSchema>;

/** The record without the names and addresses of people: their roles stay, and everything else. */
export function withoutNames(record: TombstoneRecord): TombstoneRecord {
  const by = <Item extends { by: Witness }>(item: Item): Item => ({ ...item, by: anonymous(item.by) });
  return {
    ...record,
    owners: record.owners.map((owner) => ({ ...owner, ...anonymous(owner) })),
    audience: { ...record.audience, people: record.audience.people.map(anonymous) },
    exports: record.exports.map(by),
    secrets: record.secrets.map(by),
    decisions: record.decisions.map(by),
  };
}
