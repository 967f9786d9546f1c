import type { Changes } from '@/lib/domain/events';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import { siteSubject, type SiteOutcome } from '@/lib/domain/site-decisions';
import type { SiteFacts } from '@/lib/domain/site';
import type { Reader, Tx } from '@/lib/db/client';
import type { StorageNotesInput } from './site-input';

const parts = ['kept', 'location', 'readers', 'retention', 'removal', 'outage'] as const;
type NotePart = (typeof parts)[number];

type LoadedNotes = {
  problem: Refusal | null;
  updates: { id: string; data: Partial<Record<NotePart, string | null>> }[];
  changes: Changes;
};

/** The storage notes that an edit brings along: loaded, decided and saved beside the Site's own columns. */
export const saveStorageNotes = {
  async load(db: Reader, siteId: string, notes: StorageNotesInput | undefined): Promise<LoadedNotes> {
    const loaded: LoadedNotes = { problem: null, updates: [], changes: {} };
    if (notes === undefined || notes.length === 0) return loaded;
    const bindings = await db.storageBinding.findMany({ where: { siteId } });
    for (const [index, note] of notes.entries()) {
      const binding = bindings.find(({ kind }) => kind === note.kind);
      if (binding === undefined) {
        const message = `This Site has no ${note.kind.toUpperCase()} binding, so there is nothing to note.`;
        return { ...loaded, problem: refuse('rule', message, { fields: [{ path: `storageNotes[${index}].kind`, message }] }) };
      }
      const data: Partial<Record<NotePart, string | null>> = {};
      for (const part of parts) {
        const value = note[part];
        if (value === undefined || value === binding[part]) continue;
        data[part] = value;
        loaded.changes[`storage.${note.kind}.${part}`] = { before: binding[part], after: value };
      }
      if (Object.keys(data).length > 0) loaded.updates.push({ id: binding.id, data });
    }
    return loaded;
  },

  /** Adds the notes' changes to the edit's one event. */
  decide(site: SiteFacts, { changes }: LoadedNotes, outcome: SiteOutcome, reason: string | undefined): SiteOutcome {
    if (Object.keys(changes).length === 0) return outcome;
    const [event] = outcome.events;
    return {
      // The title stays; naming it makes the Site count its revision up for the notes alone, too.
      patch: Object.keys(outcome.patch).length > 0 ? outcome.patch : { title: site.title },
      events: [
        {
          type: 'site.edited',
          site: siteSubject(site),
          reason: reason ?? null,
          changes: { ...event?.changes, ...changes },
        },
      ],
    };
  },

  async save(tx: Tx, { updates }: LoadedNotes): Promise<void> {
    for (const { id, data } of updates) await tx.storageBinding.update({ where: { id }, data });
  },
};
