import { z } from 'zod';
import { confirmDeletion as confirm } from '@/lib/domain/retirement';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnSite, type Verdict } from '@/lib/domain/verdict';
import type { Actor } from '@/lib/gate/actor';
import { command } from '@/lib/gate/command';
import { readRetirement } from '../get-retirement';
import { lockRetirement, type LoadedRetirement } from '../load-retirement';
import { confirmDeleted } from '../confirm-deleted';
import { saveEnding } from '../save-ending';

/** An admin has deleted the Site on the platform: its record becomes the tombstone. Nothing brings it back. */
export const confirmDeletion = command({
  name: 'retirement.delete',
  input: z.strictObject({
    siteId: z.uuid(),
    /** Typed exactly. */
    slug: z.string().max(100),
    /** How it was deleted and seen to be gone. */
    note: prose(2000),
    revision: seenRevision,
  }),
  load: (tx, { siteId }, { actor }) => lockRetirement(tx, siteId, actor),
  may: mayConfirm,
  decide: (loaded, input, { now }) => confirm(loaded, input, now),
  save: async (tx, loaded, outcome, { actor, now }) => {
    const note = outcome.events[0]?.reason ?? '';
    await saveEnding(tx, loaded, outcome, { proof: 'person', note, actor, now, settings: loaded.settings });
    if (actor.personId !== null) await confirmDeleted(tx, loaded.site.id, { personId: actor.personId, note, now });
    return readRetirement(tx, loaded.site.id);
  },
});

/** A machine can't have seen it: somebody answers for this with their name. */
function mayConfirm(actor: Actor, { relations }: LoadedRetirement): Verdict {
  const verdict = judgeOnSite('retirement.delete', actor, relations);
  if (verdict.allowed && actor.personId === null) return { allowed: false, hidden: false, reason: 'Only a person can say that a Site is deleted.' };
  return verdict;
}
