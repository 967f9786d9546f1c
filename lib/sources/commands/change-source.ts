import { z } from 'zod';
import { changeSource as decideChange } from '@/lib/domain/change-source';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { clearable, line, prose, seenRevision } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command, notFound } from '@/lib/gate/command';
import { readSourceUses } from '../list-source-uses';
import { findOwner, lockSource } from '../load-source';
import { updateSource } from '../write';

/** Changes what the workspace says of a data source; `previewSource` says before what that touches. */
export const changeSource = command({
  name: 'source.change',
  input: z.strictObject({
    sourceId: z.uuid(),
    name: line(100).optional(),
    sensitivity: z.enum(sensitivities).optional(),
    mode: z.enum(sourceModes).optional(),
    owner: z.uuid().toLowerCase().nullable().optional(),
    note: clearable(4000).optional(),
    /** Needed where sensitivity or mode change. */
    reason: prose(2000).optional(),
    revision: seenRevision,
  }),
  load: async (tx, { sourceId, owner }) => {
    const source = await lockSource(tx, sourceId);
    return source === null ? null : { source, owner: await findOwner(tx, owner) };
  },
  may: (actor) => judge('source.change', roleStandings(actor)),
  decide: (loaded, input) => decideChange(loaded, input),
  save: async (tx, { source }, { patch }) => {
    if (Object.keys(patch).length > 0) await updateSource(tx, source.id, patch);
    const [changed] = await readSourceUses(tx, source.id);
    if (changed === undefined) throw notFound();
    return changed;
  },
});
