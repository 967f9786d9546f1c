import { z } from 'zod';
import { attestationDays } from './ask-attestation';
import { audienceSchema } from './audience-schema';
import { classifications } from './classification';
import type { Operation } from './permissions';
import { disableReasons } from './site';
import { tagsSchema } from './tags';
import { clearable, instant } from './text';
import { hidden, judge, roleStandings, type Subject, type Verdict } from './verdict';

export const bulkStates = ['planning', 'planned', 'running', 'stopping', 'stopped', 'done', 'discarded'] as const;
export type BulkState = (typeof bulkStates)[number];

/** What was foreseen of one Site, then what happened to it. */
export const bulkItemStates = ['waiting', 'will_change', 'will_stay', 'will_refuse', 'changed', 'unchanged', 'refused'] as const;
export type BulkItemState = (typeof bulkItemStates)[number];

/** Beyond so many names a narrowing wants a group, and one batch would write millions of rows. */
const narrowListLimit = 200;

const someTags = tagsSchema.refine((tags) => tags.length > 0, 'Name at least one tag.');
const note = clearable(2000).optional();

/** What each kind changes, and to what. An empty field of a kind is one that is refused by name. */
const changeShapes = {
  assign_owner: z.strictObject({ owner: z.uuid() }),
  name_successor: z.strictObject({ successor: z.uuid().nullable() }),
  set_department: z.strictObject({ department: z.uuid() }),
  set_classification: z.strictObject({ classification: z.enum(classifications) }),
  set_expiry: z.strictObject({ expiresAt: instant }),
  add_tags: z.strictObject({ tags: someTags }),
  remove_tags: z.strictObject({ tags: someTags }),
  narrow: z.strictObject({
    audience: audienceSchema
      .refine(({ mode }) => mode !== 'workspace_all', { path: ['mode'], message: 'Nothing is narrower by opening it to everybody. Choose admins_only or custom.' })
      .refine(({ people, groups }) => people.length + groups.length <= narrowListLimit, {
        path: ['people'],
        message: `Name at most ${narrowListLimit} people and groups; use a group for more.`,
      }),
  }),
  disable: z
    .strictObject({ reason: z.enum(disableReasons), note })
    .refine((change) => change.reason !== 'other' || (change.note ?? null) !== null, { path: ['note'], message: 'Say why: the reason “other” needs a note.' }),
  record_review: z.strictObject({ note }),
  ask_attestation: z.strictObject({ dueInDays: attestationDays }),
} as const;

const variant = <Kind extends keyof typeof changeShapes>(kind: Kind) => z.strictObject({ kind: z.literal(kind), change: changeShapes[kind] });

/** A kind with its own change. What was parsed and stored as JSON parses again to the same. */
export const bulkChangeSchema = z.discriminatedUnion('kind', [
  variant('assign_owner'),
  variant('name_successor'),
  variant('set_department'),
  variant('set_classification'),
  variant('set_expiry'),
  variant('add_tags'),
  variant('remove_tags'),
  variant('narrow'),
  variant('disable'),
  variant('record_review'),
  variant('ask_attestation'),
]);
export type BulkChange = z.output<typeof bulkChangeSchema>;

/** What is wrong with a change of a kind, by its path in the input. */
export function changeProblems(kind: string, change: unknown): { path: PropertyKey[]; message: string }[] {
  const issues = bulkChangeSchema.safeParse({ kind, change }).error?.issues ?? [];
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'There is no such field.' })) : [issue],
  );
}

export const changeKinds = Object.keys(changeShapes) as [BulkChange['kind'], ...BulkChange['kind'][]];
/** `undo` puts back what another bulk action changed. */
export const bulkKinds = [...changeKinds, 'undo'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** Why a kind can't be undone as one; null where it can. */
export const irreversible: Record<BulkKind, string | null> = {
  assign_owner: null,
  name_successor: null,
  set_department: null,
  set_classification: null,
  set_expiry: null,
  add_tags: null,
  remove_tags: null,
  disable: null,
  narrow: 'Letting people back in is a widening: it is asked for and reviewed, Site by Site.',
  record_review: 'A review that was recorded stays in the history.',
  ask_attestation: 'The owners have been asked; that can’t be taken back.',
  undo: 'An undo can’t be undone. Make the change again instead.',
};

/** The verdict on an operation on a bulk action: 404 for those who may not see it, else the table's answer. */
export function judgeOnBulk(operation: Operation, subject: Subject, { actorId }: { actorId: string }): Verdict {
  const held = roleStandings(subject);
  if (subject.personId === actorId) held.add('requester');
  return judge('bulk.get', held).allowed ? judge(operation, held) : hidden;
}
