import { z } from 'zod';
import { setConflict } from '@/lib/domain/change-source';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { noteChanges } from '@/lib/requests/record-changes';
import { metUnderSites } from '../changed-under-sites';
import { readConflicts } from '../list-conflicts';
import { lockPair } from '../load-source';
import { upsertConflict } from '../write';

/** Forbids two data sources to meet in one Site. Open Sites in which they meet are reviewed again. */
export const setSourceConflict = command({
  name: 'source.change',
  input: z.strictObject({ a: z.uuid(), b: z.uuid(), reason: prose(2000) }),
  load: (tx, { a, b }) => lockPair(tx, a, b),
  may: (actor) => judge('source.change', roleStandings(actor)),
  decide: (pair, { reason }) => setConflict(pair, reason),
  save: async (tx, { a, b, reason: before }, { reason }, { now }) => {
    await upsertConflict(tx, { aId: a.id, bId: b.id }, reason, now);
    // Another reason for what was forbidden already changes nothing for the Sites.
    if (before === null) await noteChanges(tx, metUnderSites(a.id, b.id), now);
    return { items: await readConflicts(tx), next: null };
  },
});
