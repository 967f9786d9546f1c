import { administer } from '../run/database-session';

interface NewSites {
  rows: number;
  /** Part of every name, so that no two files are about the same Sites. */
  salt: string;
}

/** What both files say of each Site: by name in the one, by id in the other. */
const facts = ({ rows, salt }: NewSites): string => `
  SELECT i, 'bench-${salt}-' || i AS slug, 'Bench ${salt} ' || i AS title,
         'Shows weekly figures for the team, row ' || i || ', so that everybody can see what needs attention.' AS purpose,
         o.id AS owner_id, o.email AS owner_email, d.id AS department_id, d.name AS department,
         (ARRAY['personal_draft', 'team_internal'])[1 + i % 2] AS classification,
         'Reads aggregated figures only.' AS note, date_trunc('day', now()) + interval '1 day' * (20 + i % 60) AS expires_at,
         'https://bench-${salt}-' || i || '.example-workspace.chatgpt.site' AS url
    FROM generate_series(1, ${rows}) i
    JOIN (SELECT id, email, department_id, row_number() OVER (ORDER BY id) - 1 AS n FROM person WHERE deactivated_at IS NULL) o
      ON o.n = i % (SELECT count(*) FROM person WHERE deactivated_at IS NULL)
    LEFT JOIN department d ON d.id = o.department_id`;

/** A file as an administrator would import it. */
export function csvOfNewSites(ownerUrl: string, sites: NewSites): Promise<string> {
  return csvOf(
    ownerUrl,
    'slug,title,purpose,owner_email,department,classification,data_source_note,expires_at,production_url',
    `SELECT concat_ws(',', slug, title, '"' || purpose || '"', owner_email, department, classification, note, to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), url) AS line
       FROM (${facts(sites)}) f ORDER BY i`,
  );
}

/** The same rows in the columns of the record, for COPY. */
export function recordCsv(ownerUrl: string, sites: NewSites): Promise<string> {
  return csvOf(
    ownerUrl,
    'id,slug,title,purpose,owner_id,department_id,classification,data_source_note,expires_at,live_url',
    `SELECT concat_ws(',', uuidv7(), slug, title, '"' || purpose || '"', owner_id, department_id, classification, note, to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), url) AS line
       FROM (${facts(sites)}) f ORDER BY i`,
  );
}

async function csvOf(ownerUrl: string, header: string, statement: string): Promise<string> {
  const [rows = []] = await administer<{ line: string }>(ownerUrl, [statement]);
  return `${[header, ...rows.map(({ line }) => line)].join('\n')}\n`;
}
