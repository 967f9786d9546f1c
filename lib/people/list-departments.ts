import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

const departmentView = z.object({
  id: z.uuid(),
  name: z.string(),
  lead: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export const departmentListShape = z.object({ items: z.array(departmentView), next: z.null() });

/** All departments by name; a workspace has tens of them, so there is one page. */
export const listDepartments = query({
  name: 'department.list',
  input: z.strictObject({}),
  may: (actor) => judge('department.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }) => ({
    items: await prisma.department.findMany({
      select: { id: true, name: true, lead: { select: { id: true, name: true } } },
      orderBy: { name: 'asc' },
    }),
    next: null,
  }),
});
