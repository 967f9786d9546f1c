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
  // Prepared: each page of the Sites list asks for them.
  load: async ({ pool }) => {
    const { rows } = await pool.query<z.infer<typeof departmentView>>({
      name: 'departments',
      text: `SELECT d.id::text, d.name, CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS lead
               FROM department d LEFT JOIN person p ON p.id = d.lead_id ORDER BY d.name`,
    });
    return { items: rows, next: null };
  },
});
