import { z } from 'zod';
import { policyRuleSchema } from '@/lib/domain/policy';

const at = z.iso.datetime();
const author = z.object({ id: z.uuid(), name: z.string() }).nullable();

/** What stands in the way of a rule, or what whoever writes it should know; by its path in the rule. */
export const ruleNoteShape = z.object({ path: z.string(), message: z.string() });

export const policyShape = policyRuleSchema.extend({
  id: z.uuid(),
  version: z.int(),
  /** The version again: what a change says it has seen. */
  revision: z.int(),
  archivedAt: at.nullable(),
  createdAt: at,
  changedAt: at,
  /** Who wrote the newest version; null: it came with the workspace, or from the shell. */
  changedBy: author,
  why: z.string(),
});
export type PolicyView = z.infer<typeof policyShape>;
export const policyListShape = z.object({ items: z.array(policyShape), next: z.null() });

export const policyVersionShape = policyRuleSchema.omit({ key: true }).extend({ number: z.int(), why: z.string(), author, createdAt: at });
export type PolicyVersionView = z.infer<typeof policyVersionShape>;

/** A policy whole: every version, newest first, and the names of the people and groups that they name, by id. */
export const policyDetailShape = policyShape.extend({
  versions: z.array(policyVersionShape),
  names: z.record(z.string(), z.string()),
  /** What is wrong with it today: it denies, or stages that nobody can fulfil. */
  notes: z.array(ruleNoteShape),
});
export type PolicyDetail = z.infer<typeof policyDetailShape>;

/** What a change of a policy answers. */
export const savedPolicyShape = policyShape.extend({ notes: z.array(ruleNoteShape) });
export type SavedPolicy = z.infer<typeof savedPolicyShape>;
