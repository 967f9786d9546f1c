import { z } from 'zod';
import { setConflict } from '@/lib/domain/change-source';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readConflicts } from '../list-conflicts';
import { lockPair } from '../load-source';
import { upsertConflict } from '../write';

/** Forbids two data sources to meet in one Site. */
export const setSourceConflict = command({
  name: 'source.change',
  input: z.strictObject({ a: z.uuid(), b: z.uuid(), reason: prose(2000) }),
  load: (tx, { a, b }) => lockPair(tx, a, b),
  may: (actor) => judge('source.change', roleStandings(actor)),
  decide: (pair, { reason }) => setConflict(pair, reason),
  save: async (tx, { a, b }, { reason }, { now }) => {
    await upsertConflict(tx, { aId: a.id, bId: b.id }, reason, now);
    return { items: await readConflicts(tx), next: null };
  },
});
