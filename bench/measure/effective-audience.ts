import pg from 'pg';
import { closeDatabase, openDatabase } from '../../lib/db/client';
import { measureChange } from '../../lib/people/measure-audience';
import { type AudienceChange, resolveChange } from '../../lib/people/resolve-change';
import { atMost, figure, milliseconds } from '../report/report-line';
import type { Bench } from '../run/bench';
import { percentile } from '../run/statistics';
import type { Measurement } from './measurement';

const PEOPLE = 100_000;
const ROUNDS = 30;
/** The workspace has more people than the groups. */
const OTHERS = 20_000;

/** Who a tree of nested groups lets in: counted, by department, with the first hundred by name. */
export const effectiveAudience: Measurement = {
  key: 'audience',
  what: 'Effective audience of nested groups',
  run: async (bench) => {
    const root = await insertGroups(bench);
    const change: AudienceChange = { before: { mode: 'admins_only', people: [], groups: [] }, after: { mode: 'custom', people: [], groups: [root] }, ownerId: null };
    const db = openDatabase(bench.appUrl, { role: '', poolSize: 1 });
    try {
      const took: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const begin = performance.now();
        const { gains } = await measureChange(db.prisma, await resolveChange(db.prisma, change), { shown: 100 });
        took.push(performance.now() - begin);
        if (gains !== PEOPLE) throw new Error(`${gains} people were found`);
      }
      const p50 = percentile(took, 0.5);
      return [
        atMost(100, p50, {
          key: 'audience',
          what: `Effective audience of 600 nested groups with ${figure(PEOPLE, 0)} people`,
          reach: 'at most 100 ms',
          measured: `p50 ${milliseconds(p50)}, best ${milliseconds(Math.min(...took))}, worst ${milliseconds(Math.max(...took))}`,
          details: took,
        }),
      ];
    } finally {
      await closeDatabase(db);
    }
  },
};

/** A tree of groups with people who are called as those who are there, a fifth of them in two groups, and the last group contains the first; the id of the first. */
async function insertGroups({ ownerUrl }: Bench): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      SET session_replication_role = replica;
      CREATE TEMP TABLE p AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${PEOPLE + OTHERS}) n;
      CREATE TEMP TABLE g AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, 600) n;
      CREATE TEMP TABLE d AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM department;
      CREATE TEMP TABLE o AS SELECT name, row_number() OVER (ORDER BY id) AS n FROM person;
      INSERT INTO person (id, email, name, department_id)
        SELECT p.id, 'nested-' || p.n || '@example.com', o.name, d.id
          FROM p JOIN d ON d.n = 1 + p.n % (SELECT count(*) FROM d) JOIN o ON o.n = 1 + p.n % (SELECT count(*) FROM o);
      INSERT INTO people_group (id, name) SELECT id, 'Nested ' || n FROM g;
      INSERT INTO group_nesting (parent_id, child_id) SELECT a.id, b.id FROM g a JOIN g b ON a.n = b.n / 2 UNION ALL SELECT a.id, b.id FROM g a, g b WHERE a.n = 600 AND b.n = 1;
      INSERT INTO group_member (group_id, person_id) SELECT g.id, p.id FROM p JOIN g ON g.n = 1 + p.n % 600 WHERE p.n <= ${PEOPLE};
      INSERT INTO group_member (group_id, person_id) SELECT g.id, p.id FROM p JOIN g ON g.n = 1 + (p.n * 7) % 599 WHERE p.n <= ${PEOPLE} AND p.n % 5 = 0 ON CONFLICT DO NOTHING;
      RESET session_replication_role`);
    await client.query('VACUUM (ANALYZE) person, people_group, group_nesting, group_member');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM g WHERE n = 1');
    return rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
}
