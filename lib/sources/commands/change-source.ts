import { z } from 'zod';
import { changeSource as decideChange } from '@/lib/domain/change-source';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { sourceChanges } from '@/lib/domain/source-changes';
import { clearable, line, prose, seenRevision } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command, notFound } from '@/lib/gate/command';
import { noteChanges } from '@/lib/requests/record-changes';
import { changedUnderSites } from '../changed-under-sites';
import { readSourceUses } from '../list-source-uses';
import { findOwner, lockSource } from '../load-source';
import { updateSource } from '../write';

/**
 * Changes what the workspace says of a data source; `previewSource` says before what that touches. Approvals that rested on
 * what was said until now are taken up by the job that opens re-reviews.
 */
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
  save: async (tx, { source }, { patch }, { now }) => {
    if (Object.keys(patch).length > 0) await updateSource(tx, source.id, patch);
    const undone = changedUnderSites(source.id, sourceChanges(source, { ...source, ...patch }));
    if (undone !== null) await noteChanges(tx, undone, now);
    const [changed] = await readSourceUses(tx, source.id);
    if (changed === undefined) throw notFound();
    return changed;
  },
});
