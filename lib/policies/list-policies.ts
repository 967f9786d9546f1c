import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { toPolicyView, withNewest } from './policy-row';

/** Policies as they are now, by name: those in force and those switched off, or the archived ones. */
export const listPolicies = query({
  name: 'policy.list',
  input: z.strictObject({ archived: z.enum(['true', 'false'], 'Say true or false.').default('false') }),
  may: (actor) => judge('policy.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { archived }) => {
    const rows = await prisma.policy.findMany({ where: { archivedAt: archived === 'true' ? { not: null } : null }, include: withNewest });
    return { items: rows.map(toPolicyView).sort((a, b) => a.name.localeCompare(b.name, 'en') || a.key.localeCompare(b.key, 'en')), next: null };
  },
});
