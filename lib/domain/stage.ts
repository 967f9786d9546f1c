import { z } from 'zod';
import { roles } from './permissions';

/** People who stand in a relation to the Site or to its sources. */
export const stageRelations = ['owner_manager', 'department_lead', 'source_owner'] as const;
export type StageRelation = (typeof stageRelations)[number];

export const stageRelationLabels: Record<StageRelation, string> = {
  owner_manager: 'The owner’s manager',
  department_lead: 'The lead of the Site’s department',
  source_owner: 'An owner of one of its sources',
};

/** Who may answer: anybody in one of these. */
export const deciders = z.strictObject({
  roles: z.array(z.enum(roles).exclude(['member', 'auditor'])).default([]),
  people: z.array(z.uuid()).max(50).default([]),
  groups: z.array(z.uuid()).max(20).default([]),
  relations: z.array(z.enum(stageRelations)).default([]),
});
export type Deciders = z.infer<typeof deciders>;

/** A step of a request, as a policy asks for it. */
export const stageSchema = z.strictObject({
  /** Two policies that ask for a stage of the same key mean the same stage: both have to be content with who answers, and the larger quorum counts. */
  key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case letters, digits and hyphens.').max(40),
  name: z.string().trim().min(1).max(80),
  who: deciders,
  /** Who may answer as well once the request was escalated. */
  alternates: deciders.nullable().default(null),
  /** How many approvals it takes. */
  approvals: z.int().min(1).max(10).default(1),
  /** Stages of the same order go side by side; a later one begins when all earlier ones are through. */
  order: z.int().min(1).max(9).default(1),
});
export type Stage = z.infer<typeof stageSchema>;
