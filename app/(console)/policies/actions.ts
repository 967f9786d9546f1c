'use server';

import { act } from '@/lib/gate/action';
import { archivePolicy as archive } from '@/lib/policies/commands/archive-policy';
import { changePolicy as change } from '@/lib/policies/commands/change-policy';
import { createPolicy as create } from '@/lib/policies/commands/create-policy';
import { importPolicies as importFile } from '@/lib/policies/commands/import-policies';
import { restorePolicy as restore } from '@/lib/policies/commands/restore-policy';

/** Adds a policy. */
export async function createPolicy(input: unknown) {
  return act(create, input);
}

/** Writes the next version of a policy. */
export async function changePolicy(input: unknown) {
  return act(change, input);
}

/** Puts a policy away. */
export async function archivePolicy(input: unknown) {
  return act(archive, input);
}

/** Makes an earlier version the newest, or brings an archived policy back. */
export async function restorePolicy(input: unknown) {
  return act(restore, input);
}

/** Applies a file of policies, or only says what it would change. */
export async function importPolicies(input: unknown) {
  return act(importFile, input);
}
