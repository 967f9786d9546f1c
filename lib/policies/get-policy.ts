import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { checkRule } from './check-rule';
import { readKeptPolicies, toPolicyView, toVersionView, withVersions } from './policy-row';
import type { PolicyDetail } from './policy-shape';
import { readNames } from './read-names';

/** A policy by id or key, with all its versions and what is wrong with it today. */
export const getPolicy = query({
  name: 'policy.list',
  input: z.strictObject({ policyId: z.uuid().or(z.string().max(60)) }),
  may: (actor) => judge('policy.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { policyId }): Promise<PolicyDetail | null> => {
    const row = await prisma.policy.findFirst({ where: z.uuid().safeParse(policyId).success ? { id: policyId } : { key: policyId }, include: withVersions });
    if (row === null) return null;
    const policy = toPolicyView(row);
    const versions = row.versions.map(toVersionView);
    const inForce = (await readKeptPolicies(prisma)).filter(({ isArchived }) => !isArchived).map(({ rule }) => rule);
    const { problems, notes } = await checkRule(prisma, policy, inForce);
    return { ...policy, versions, names: Object.fromEntries(await readNames(prisma, versions)), notes: [...problems, ...notes] };
  },
});
