import { z } from 'zod';
import { audienceModes, type AudienceMode } from '../../domain/audience';
import { classifications, sourceModes, type Classification, type SourceMode } from '../../domain/classification';
import { siteSlugSchema } from '../../domain/register-site';
import { siteStates, type SiteState } from '../../domain/site';
import { clearable, instant } from '../../domain/text';
import { joinList, splitList } from '../../domain/csv-cell';
import { urlCarriesSecret } from './secrets';
import { parseUrl, webUrl } from './web-url';

export type CsvSource = { name: string; mode: SourceMode };

/** The cells of one row. A missing key means that the column is not in the file; `null` that the cell is empty. */
export type CsvSite = {
  id?: string;
  projectId?: string;
  slug?: string;
  title?: string | null;
  purpose?: string | null;
  /** Only informs: the state changes by its actions, not by a file. */
  state?: SiteState;
  ownerEmail?: string | null;
  successorEmail?: string | null;
  /** By name. */
  department?: string | null;
  classification?: Classification;
  /** Only informs, as its two lists: the audience changes by narrowing and by requests. */
  audience?: AudienceMode;
  audiencePeople?: string[];
  audienceGroups?: string[];
  dataSources?: CsvSource[];
  dataSourceNote?: string | null;
  expiresAt?: Date | null;
  reviewDueAt?: Date | null;
  officialSince?: Date | null;
  repository?: string | null;
  productionUrl?: string | null;
};

export type CellResult = { ok: true; part: CsvSite } | { ok: false; reason: string };

export type SitesCsvColumn = {
  name: string;
  /** Exported for people to read; an import changes nothing by it. */
  readOnly: boolean;
  /** What the cell may hold, for the documentation. */
  means: string;
  example: string;
  read: (cell: string) => CellResult;
  write: (site: CsvSite) => string;
};

type KeysOf<Value> = { [Key in keyof CsvSite]-?: NonNullable<CsvSite[Key]> extends Value ? Key : never }[keyof CsvSite];
type About = { means: string; example?: string; readOnly?: boolean };

/** Free text, all but always plain ASCII, which breaks none of the rules but that of its length. */
function proseColumn(name: string, key: KeysOf<string>, max: number, schema: z.ZodType<string | null>, about: About): SitesCsvColumn {
  return column(name, about, (site) => site[key] ?? '', (cell) => {
    const text = cell.trim();
    if (text.length <= max && /^[ -~]*$/.test(text)) return { ok: true, part: { [key]: text === '' ? null : text } };
    return read(schema, cell, (value) => ({ [key]: value }));
  });
}

/** A text column; an empty cell is `null` and clears. */
function textColumn(name: string, key: KeysOf<string>, schema: z.ZodType<string | null>, about: About): SitesCsvColumn {
  return column(name, about, (site) => site[key] ?? '', (cell) => read(schema, cell, (value) => ({ [key]: value })));
}

/** A column whose empty cell means that nothing is said: what names a row, and words that can't be cleared. */
function keyColumn(name: string, key: KeysOf<string>, schema: z.ZodType<string>, about: About): SitesCsvColumn {
  return column(name, about, (site) => site[key] ?? '', (cell) =>
    cell.trim() === '' ? { ok: true, part: {} } : read(schema, cell.trim(), (value) => ({ [key]: value })),
  );
}

function dateColumn(name: string, key: KeysOf<Date>, means: string, example: string): SitesCsvColumn {
  return column(name, { means, example }, (site) => site[key]?.toISOString() ?? '', (cell) =>
    cell.trim() === '' ? { ok: true, part: { [key]: null } } : read(instant, cell.trim(), (value) => ({ [key]: value })),
  );
}

function listColumn(name: string, key: 'audiencePeople' | 'audienceGroups', means: string): SitesCsvColumn {
  return column(name, { means, readOnly: true }, (site) => joinList(site[key] ?? []), (cell) => ({ ok: true, part: { [key]: splitList(cell) } }));
}

function column(name: string, about: About, write: SitesCsvColumn['write'], readCell: SitesCsvColumn['read']): SitesCsvColumn {
  return { name, means: about.means, example: about.example ?? '', readOnly: about.readOnly ?? false, read: readCell, write };
}

/** A column whose cells repeat from row to row, such as a department or a day: each is read once. */
function repeating(column: SitesCsvColumn): SitesCsvColumn {
  const known = new Map<string, CellResult>();
  return {
    ...column,
    read: (cell) => {
      const found = known.get(cell);
      if (found !== undefined) return found;
      // A text of its own: a part of a larger one would keep its whole chunk of the file in memory.
      const text = Buffer.from(cell).toString();
      if (text !== cell || text.length > 100) return column.read(cell);
      const result = column.read(text);
      if (known.size >= 1_000) known.clear();
      known.set(text, result);
      return result;
    },
  };
}

function read<Value>(schema: z.ZodType<Value>, cell: string, part: (value: Value) => CsvSite): CellResult {
  const parsed = schema.safeParse(cell);
  return parsed.success ? { ok: true, part: part(parsed.data) } : { ok: false, reason: parsed.error.issues[0]?.message ?? 'This cell can’t be read.' };
}

/** A cell whose text, when there is any, has to pass a further check. */
function checked(schema: z.ZodType<string | null>, check: z.ZodType<string>): z.ZodType<string | null> {
  return schema.transform((text, context) => {
    if (text === null) return null;
    const result = check.safeParse(text);
    if (result.success) return result.data;
    context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? 'This cell can’t be read.' });
    return z.NEVER;
  });
}

// As the record takes it: whether somebody has this address, the import finds out.
const email = z.string().toLowerCase().regex(/^[^\s@]+@[^\s@]+$/, 'Write an e-mail address, such as ana@example.com.');
const oneLine = (max: number) => clearable(max).refine((text) => text === null || !/[\r\n]/.test(text), 'This has to be one line.');
const address = z.string().refine((text) => {
  const url = parseUrl(text);
  return url === undefined || !urlCarriesSecret(url);
}, 'The address carries a user name, password or token. Remove it.');
const words = (list: readonly string[]): string => `Write one of ${list.join(', ')}.`;
const enumOf = <const Words extends readonly string[]>(list: Words) => z.enum(list, { error: words(list) });

const sources = z.string().transform((cell, context): CsvSource[] => {
  const list: CsvSource[] = [];
  for (const part of splitList(cell)) {
    const colon = part.lastIndexOf(':');
    const name = part.slice(0, Math.max(colon, 0)).trim();
    const mode = sourceModes.find((one) => one === part.slice(colon + 1).trim().toLowerCase());
    if (colon < 0 || name === '' || name.length > 200 || mode === undefined || list.some((one) => one.name === name)) {
      const repeated = mode !== undefined && list.some((one) => one.name === name);
      context.addIssue({
        code: 'custom',
        message: repeated
          ? 'A data source stands twice. Name each once.'
          : `Write each data source as Name:mode, separated by “;”. ${words(sourceModes)}`,
      });
      return z.NEVER;
    }
    list.push({ name, mode });
  }
  return list;
});

/** The columns that template, export and import share, in the order in which they are written. */
export const sitesCsvColumns: readonly SitesCsvColumn[] = [
  keyColumn('id', 'id', z.uuid('Leave this empty for a new Site, or give the id that an export shows.').toLowerCase(), {
    means: 'The id in this console; empty for a new Site.',
    example: '# Example: replace or delete this line',
  }),
  keyColumn('project_id', 'projectId', z.string().regex(/^appgprj_[0-9a-f]{32}$/, 'Write “appgprj_” and 32 lower-case hexadecimal digits, or leave it empty.'), {
    means: 'The platform’s id.',
  }),
  keyColumn('slug', 'slug', siteSlugSchema, {
    means: 'The name in addresses.',
    example: 'renewal-desk',
  }),
  proseColumn('title', 'title', 200, oneLine(200), { means: 'What people call it.', example: 'Renewal desk' }),
  proseColumn('purpose', 'purpose', 4000, clearable(4000), { means: 'What it is for.', example: 'Shows which contracts end this quarter.' }),
  keyColumn('state', 'state', enumOf(siteStates), { means: 'Only informs; an import doesn’t change it.', readOnly: true }),
  repeating(textColumn('owner_email', 'ownerEmail', checked(clearable(320), email), { means: 'Who answers for it.', example: 'ana@example.com' })),
  repeating(textColumn('successor_email', 'successorEmail', checked(clearable(320), email), { means: 'Who takes over.', example: 'ben@example.com' })),
  repeating(textColumn('department', 'department', oneLine(200), { means: 'The owner’s department, by name.', example: 'Sales' })),
  repeating(keyColumn('classification', 'classification', enumOf(classifications), { means: words(classifications), example: 'team_internal' })),
  keyColumn('audience', 'audience', enumOf(audienceModes), { means: 'Only informs; an import doesn’t change it.', readOnly: true }),
  listColumn('audience_people', 'audiencePeople', 'Only informs: e-mail addresses, separated by “;”.'),
  listColumn('audience_groups', 'audienceGroups', 'Only informs: names of groups, separated by “;”.'),
  column(
    'data_sources',
    { means: `Name:mode, separated by “;”. ${words(sourceModes)}`, example: 'Salesforce:read_only; Slack:write_capable' },
    (site) => joinList((site.dataSources ?? []).map((source) => `${source.name}:${source.mode}`)),
    (cell) => read(sources, cell, (dataSources) => ({ dataSources })),
  ),
  proseColumn('data_source_note', 'dataSourceNote', 4000, clearable(4000), { means: 'What the data is and where it goes.', example: 'Reads contract dates only.' }),
  repeating(dateColumn('expires_at', 'expiresAt', 'ISO 8601 date or instant; a date means its start in UTC.', '2027-06-30')),
  repeating(dateColumn('review_due_at', 'reviewDueAt', 'ISO 8601 date or instant.', '2027-03-31')),
  repeating(dateColumn('official_since', 'officialSince', 'Since when it is the system of record; ISO 8601.', '')),
  textColumn('repository', 'repository', checked(oneLine(1000), address), { means: 'Where its sources are.', example: 'https://git.example.com/sales/renewal-desk' }),
  textColumn(
    'production_url',
    'productionUrl',
    checked(oneLine(2048), address.refine((text) => webUrl(text) !== undefined, 'Write an address that begins with https://.')),
    { means: 'Where it is open.', example: 'https://renewal-desk.example.chatgpt.site' },
  ),
];
