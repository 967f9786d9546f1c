import type { BulkChange } from '@/lib/domain/bulk';

export type ChangeKind = BulkChange['kind'];

/** What can be done to many Sites, as the menu and the dialogs call it. */
export const changeLabels: Record<ChangeKind, string> = {
  assign_owner: 'Reassign the owner',
  name_successor: 'Name the successor',
  set_department: 'Set the department',
  set_classification: 'Set the classification',
  set_expiry: 'Set the expiry',
  add_tags: 'Add tags',
  remove_tags: 'Remove tags',
  record_review: 'Record a review',
  ask_attestation: 'Ask for an attestation',
  narrow: 'Narrow the audience',
  disable: 'Disable',
};

/** The order of the menu, and where it draws a line. */
export const changeGroups: readonly (readonly ChangeKind[])[] = [
  ['assign_owner', 'name_successor'],
  ['set_department', 'set_classification', 'set_expiry', 'add_tags', 'remove_tags'],
  ['record_review', 'ask_attestation'],
  ['narrow', 'disable'],
];

/** These close Sites to people. */
export const isDangerous = (kind: string): boolean => kind === 'narrow' || kind === 'disable';
