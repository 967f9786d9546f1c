import pg from 'pg';
import { regions, topics } from '../data/words';

/** What is typed into the search, and how often the workspace has it. */
export interface Term {
  text: string;
  /** Where it is found: name, slug, URL, purpose, owner, project id; nowhere for the absent. */
  field: string;
  frequency: 'common' | 'medium' | 'rare' | 'absent';
}

const terms = (frequency: Term['frequency'], found: readonly (readonly [field: string, text: string])[]): Term[] =>
  found.map(([field, text]) => ({ field, text, frequency }));

/** In up to all Sites, a fiftieth or so, and none at all. The workspace is made of the words in bench/data/words.ts. */
const known: Term[] = [
  ...terms('common', [
    ['any', 'e'], ['any', 'da'], ['name', 'dashboard'], ['name', 'pipeline'], ['slug', '-report-'], ['URL', 'workspace.chatgpt'],
    ['purpose', 'account managers'], ['owner', 'anna'], ['owner', '@example.com'], ['project id', 'appgprj_6'],
  ]),
  ...terms('medium', [
    ['name', 'carbon'], ['name', 'Silverfield'], ['name', 'Nordics forecast'], ['slug', 'apac-quota'], ['purpose', 'energy readings'],
    ['purpose', 'cash flow figures monthly'], ['owner', 'Lindgren'], ['owner', 'zoë'], ['project id', 'a7f'],
  ]),
  ...terms('absent', [
    ['none', 'zzqxjv'], ['none', 'no such words anywhere'], ['none', '%%__'], ['none', 'appgprj_ffffffffffffffff'], ['none', 'שלום עולם'], ['none', '🦄🦄'],
  ]),
];

/** The terms for one workspace: the rare ones are taken from a Site in its midst that has a code name. */
export async function searchTerms(ownerUrl: string): Promise<Term[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ title: string; slug: string; purpose: string; live_url: string; project_id: string; name: string; email: string }>(
      `SELECT s.title, s.slug, s.purpose, s.live_url, s.project_id, o.name, o.email
         FROM site s JOIN person o ON o.id = s.owner_id
        WHERE s.title ~ '^[A-Z][a-z]+ [a-z ]+$' AND lower(split_part(s.title, ' ', 1)) <> ALL ($1) AND s.purpose IS NOT NULL AND s.live_url IS NOT NULL AND s.project_id IS NOT NULL
        ORDER BY s.id OFFSET (SELECT count(*) / 100 FROM site) LIMIT 1`,
      [[...regions, ...topics].map((words) => words.toLowerCase().split(' ')[0])],
    );
    const [site] = rows;
    if (site === undefined) throw new Error('the workspace has no Site to take rare words from');
    return [
      ...known,
      ...terms('rare', [
        ['name', site.title],
        ['name', site.title.split(' ')[0]?.slice(0, 5) ?? ''],
        ['slug', site.slug.slice(-8)],
        ['URL', site.live_url],
        ['URL', site.live_url.slice(8, -14)],
        ['purpose', site.purpose.slice(6, -3)],
        ['owner', site.name],
        ['owner', site.email],
        ['project id', site.project_id],
        ['project id', site.project_id.slice(20, 31)],
      ]),
    ];
  } finally {
    await client.end();
  }
}
