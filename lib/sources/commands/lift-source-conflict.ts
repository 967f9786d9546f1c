import { z } from 'zod';
import { liftConflict } from '@/lib/domain/change-source';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readConflicts } from '../list-conflicts';
import { lockPair } from '../load-source';
import { deleteConflict } from '../write';

/** Allows two data sources to meet again. */
export const liftSourceConflict = command({
  name: 'source.change',
  input: z.strictObject({ a: z.uuid(), b: z.uuid(), reason: prose(2000) }),
  load: (tx, { a, b }) => lockPair(tx, a, b),
  may: (actor) => judge('source.change', roleStandings(actor)),
  decide: (pair, { reason }) => liftConflict(pair, reason),
  save: async (tx, { a, b }) => {
    await deleteConflict(tx, { aId: a.id, bId: b.id });
    return { items: await readConflicts(tx), next: null };
  },
});
