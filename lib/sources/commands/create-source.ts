import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { subjectOf } from '@/lib/domain/change-source';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { refuseField } from '@/lib/domain/refusal';
import { line, prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readSourceUses } from '../list-source-uses';
import { findOwner } from '../load-source';
import { insertSource } from '../write';

/** Adds a data source to the workspace's matrix. */
export const createSource = command({
  name: 'source.change',
  input: z.strictObject({
    /** What feeds, filters and policies call it. */
    key: z.string().max(60).regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'Lower-case letters and digits, with single underscores between words.'),
    name: line(100),
    sensitivity: z.enum(sensitivities),
    mode: z.enum(sourceModes),
    owner: z.uuid().nullable().optional(),
    note: prose(4000).optional(),
  }),
  load: async (tx, { key, name, owner }) => ({
    id: uuidv7(),
    owner: await findOwner(tx, owner),
    taken: await tx.dataSource.findFirst({ where: { OR: [{ key }, { name: { equals: name, mode: 'insensitive' } }] }, select: { key: true, name: true } }),
  }),
  may: (actor) => judge('source.change', roleStandings(actor)),
  decide: ({ id, owner, taken }, { owner: asked, note = null, ...source }, { now }) => {
    if (taken !== null) return refuseField(taken.key === source.key ? 'key' : 'name', `There is a data source of that ${taken.key === source.key ? 'key' : 'name'} already: ${taken.name}.`);
    if (asked != null && owner?.active !== true) return refuseField('owner', owner === null ? 'There is no person with this id.' : `${owner.name} has left. Name somebody else.`);
    const { name, sensitivity, mode } = source;
    const changes = { sensitivity: { before: null, after: sensitivity }, mode: { before: null, after: mode }, owner: { before: null, after: owner?.name ?? null } };
    return { source: { ...source, id, note, ownerId: owner?.id ?? null, createdAt: now }, events: [{ type: 'source.created' as const, subject: subjectOf({ id, name }), changes }] };
  },
  save: async (tx, { id }, { source }) => {
    await insertSource(tx, source);
    return only(await readSourceUses(tx, id));
  },
});

function only<Item>([item]: Item[]): Item {
  if (item === undefined) throw new TypeError('a source that was just added is there');
  return item;
}
