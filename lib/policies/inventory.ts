import type { AudienceMode, Drift } from '@/lib/domain/audience';
import { isSensitive, type Classification, type Sensitivity, type SourceMode } from '@/lib/domain/classification';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { usesInWords, type ProhibitedUse } from '@/lib/domain/prohibited-use';
import type { SiteState } from '@/lib/domain/site';
import type { Database } from '@/lib/db/client';
import { AudienceIndex } from './inventory-reach';
import type { Subject, SubjectPage } from './read-subjects';

type SourceRow = { id: string; key: string; name: string; sensitivity: Sensitivity; mode: SourceMode; hasOwner: boolean };
type Binding = PolicyFacts['site']['bindings'][number];
type Secret = PolicyFacts['site']['secrets'][number];

/** What the rules can need of Sites beyond their own row; what none of them names is not read. */
type Wanted = { texts: boolean; reach: boolean; sources: boolean; bindings: boolean; environment: boolean; versions: boolean };

/**
 * All Sites of the workspace, page by page, as policies see them at a sweep. The facts are those of `readPolicyFacts`, read
 * for a million Sites instead of a thousand: flat rows of a range of ids, what all Sites share held in memory. A test holds
 * the two against each other.
 */
export class Inventory {
  private constructor(
    private readonly db: Database,
    private readonly now: Date,
    private readonly wanted: Wanted,
    private readonly audiences: AudienceIndex | null,
    private readonly sources: ReadonlyMap<string, SourceRow>,
    private readonly conflicts: readonly { a: string; b: string; pair: string }[],
  ) {}

  /** `conditions` are those that will be asked: what no word of theirs names is left empty. */
  static async open(db: Database, { conditions, limitsPeople, now }: { conditions: readonly string[]; limitsPeople: boolean; now: Date }): Promise<Inventory> {
    const words = new Set(conditions.flatMap((text) => text.match(/\w+/g) ?? []));
    const any = (...names: string[]): boolean => names.some((name) => words.has(name));
    const wanted = {
      texts: any('uses', 'purpose'),
      reach: limitsPeople || any('reach', 'gains', 'groups'),
      sources: any('sources', 'conflicts'),
      bindings: any('bindings'),
      environment: any('secrets', 'oldestSecretDays', 'undeclaredKeys'),
      versions: any('unreviewedVersions'),
    };
    const sources = await db.prisma.$queryRaw<SourceRow[]>`
      SELECT id::text, key, name, sensitivity::text AS sensitivity, mode::text AS mode, owner_id IS NOT NULL AS "hasOwner" FROM data_source`;
    const conflicts = await db.prisma.$queryRaw<{ a: string; b: string; pair: string }[]>`
      SELECT c.a_id::text AS a, c.b_id::text AS b, least(a.key, b.key) || ' + ' || greatest(a.key, b.key) AS pair
        FROM source_conflict c JOIN data_source a ON a.id = c.a_id JOIN data_source b ON b.id = c.b_id ORDER BY 3`;
    return new Inventory(db, now, wanted, wanted.reach ? await AudienceIndex.open(db.prisma) : null, new Map(sources.map((source) => [source.id, source])), conflicts);
  }

  /** The next Sites that are not retired, by id. */
  async page(after: string | null, limit: number): Promise<SubjectPage> {
    const rows = await this.read<SiteRow>('sites', siteSql, [after, limit, this.now, this.wanted.texts]);
    const last = rows.at(-1)?.[0];
    if (last === undefined) return { subjects: [], read: 0, through: null };
    const range = [after, last];
    const { wanted, now } = this;
    const sources = await this.readIf<[string, string]>(wanted.sources, 'sources', sourceSql, range);
    const people = await this.readIf<[string, string]>(wanted.reach, 'people', personSql, range);
    const groups = await this.readIf<[string, string]>(wanted.reach, 'groups', groupSql, range);
    const bindings = await this.readIf<[string, string]>(wanted.bindings, 'bindings', bindingSql, range);
    const environment = await this.readIf<[string, string | null, number]>(wanted.environment, 'environment', environmentSql, [...range, now]);
    const versions = await this.readIf<[string, number]>(wanted.versions, 'versions', versionSql, range);
    const subjects = rows.map((row): Subject => {
      const [id, slug, title, , , , audience, , , , , , ownerId] = row;
      const used = this.sourcesOf(sources.get(id)?.[1]);
      const audienceGroups = wordsOf(groups.get(id)?.[1]);
      return {
        subject: { site: { id, slug, title }, requestId: null },
        facts: {
          site: siteFactsOf(row, bindings.get(id)?.[1], environment.get(id), versions.get(id)?.[1] ?? 0),
          change: {
            trigger: 'sweep',
            from: audience,
            to: audience,
            reach: this.audiences?.reachOf(audience, ownerId, wordsOf(people.get(id)?.[1]), audienceGroups) ?? 0,
            gains: 0,
            groups: audienceGroups.length === 0 ? [] : (this.audiences?.namesOf(audienceGroups) ?? []),
            durationDays: -1,
            lifetimeDays: -1,
            changed: [],
          },
          people: { requester: '', requesterRoles: [], requesterIsOwner: false, ownerDepartment: row[15] ?? '', gainingDepartments: [] },
          sources: used.map(({ facts }) => facts),
          conflicts: this.conflictsOf(used.map(({ id: source }) => source)),
        },
      };
    });
    return { subjects, read: rows.length, through: rows.length < limit ? null : last };
  }

  private sourcesOf(text: string | undefined): { id: string; facts: PolicyFacts['sources'][number] }[] {
    return wordsOf(text)
      .flatMap((word) => {
        const id = word.slice(0, 36);
        const source = this.sources.get(id);
        if (source === undefined) return [];
        const mode = word.slice(36) as Exclude<SourceMode, 'forbidden'>;
        const { key, name, sensitivity, hasOwner } = source;
        return [{ id, facts: { key, name, sensitivity, isSensitive: isSensitive(sensitivity), mode, allowed: source.mode, writes: mode !== 'read_only', hasOwner } }];
      })
      .sort((one, other) => (one.facts.key < other.facts.key ? -1 : 1));
  }

  private conflictsOf(sourceIds: readonly string[]): string[] {
    if (sourceIds.length < 2 || this.conflicts.length === 0) return [];
    return this.conflicts.flatMap(({ a, b, pair }) => (sourceIds.includes(a) && sourceIds.includes(b) ? [pair] : []));
  }

  private async readIf<Row extends [string, ...unknown[]]>(isWanted: boolean, name: string, text: string, values: unknown[]): Promise<Map<string, Row>> {
    const rows = isWanted ? await this.read<Row>(name, text, values) : [];
    return new Map(rows.map((row) => [row[0], row]));
  }

  /** Prepared, and without a name for each cell: at a million Sites both count. */
  private async read<Row extends unknown[]>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await this.db.pool.query<Row>({ name: `inventory_${name}`, text, values, rowMode: 'array' });
    return rows;
  }
}

type SiteRow = [
  id: string, slug: string, title: string, purpose: string, state: SiteState, classification: Classification, audience: AudienceMode,
  observed: PolicyFacts['site']['observed'], drift: Drift, tags: string[], department: string, uses: ProhibitedUse[], ownerId: string | null, hasOwner: boolean,
  hasSuccessor: boolean, ownerDepartment: string | null, isOfficial: boolean, onLegalHold: boolean, isComplete: boolean, ageDays: number, daysToExpiry: number,
  daysSinceReview: number, daysSinceVisit: number, description: string | null,
];

// `greatest` passes over what is not there, so that is asked first.
const daysSince = (instant: string): string => `CASE WHEN ${instant} IS NULL THEN -1 ELSE greatest(0, floor(extract(epoch FROM $3::timestamptz - ${instant}) / 86400))::int END`;

const siteSql = `
  SELECT s.id::text, s.slug, s.title, coalesce(s.purpose, ''), s.state::text, s.classification::text, s.audience::text, coalesce(s.observed_mode::text, ''), s.drift::text, s.tags,
         coalesce(d.name, ''), s.uses, s.owner_id::text, o.id IS NOT NULL AND o.deactivated_at IS NULL, u.id IS NOT NULL AND u.deactivated_at IS NULL, od.name,
         s.official_since IS NOT NULL, s.legal_hold_at IS NOT NULL,
         btrim(s.title) <> '' AND s.owner_id IS NOT NULL AND s.department_id IS NOT NULL AND s.expires_at IS NOT NULL AND btrim(coalesce(s.data_source_note, ''), E' \\t\\r\\n') <> '',
         ${daysSince('coalesce(s.built_at, s.created_at)')},
         CASE WHEN s.expires_at IS NULL THEN -1 ELSE greatest(0, ceil(extract(epoch FROM s.expires_at - $3::timestamptz) / 86400))::int END,
         ${daysSince('s.last_reviewed_at')}, ${daysSince('s.last_visited_at')}, CASE WHEN $4::boolean THEN s.description END
    FROM site s
    LEFT JOIN department d ON d.id = s.department_id
    LEFT JOIN person o ON o.id = s.owner_id
    LEFT JOIN department od ON od.id = o.department_id
    LEFT JOIN person u ON u.id = s.successor_id
   WHERE ($1::uuid IS NULL OR s.id > $1::uuid) AND s.state <> 'retired'
   ORDER BY s.id LIMIT $2`;

const inRange = '($1::uuid IS NULL OR x.site_id > $1::uuid) AND x.site_id <= $2::uuid';
const sourceSql = `SELECT x.site_id::text, string_agg(x.source_id::text || x.mode::text, ' ') FROM site_data_source x WHERE ${inRange} GROUP BY x.site_id`;
const personSql = `SELECT x.site_id::text, string_agg(x.person_id::text, ' ') FROM site_audience_person x WHERE ${inRange} GROUP BY x.site_id`;
const groupSql = `SELECT x.site_id::text, string_agg(x.group_id::text, ' ') FROM site_audience_group x WHERE ${inRange} GROUP BY x.site_id`;
const noteParts = ['kept', 'location', 'readers', 'retention', 'removal', 'outage'];
const bindingSql = `
  SELECT x.site_id::text, json_agg(json_build_object('kind', x.kind, 'name', x.name, 'noteIsComplete', ${noteParts.map((part) => `coalesce(btrim(x.${part}), '') <> ''`).join(' AND ')}) ORDER BY x.kind)::text
    FROM storage_binding x WHERE ${inRange} GROUP BY x.site_id`;
const environmentSql = `
  SELECT x.site_id::text,
         (json_agg(json_build_object('key', x.key, 'ageDays', ${daysSince('coalesce(x.rotated_at, x.first_seen_at)')}) ORDER BY x.key) FILTER (WHERE x.is_secret))::text,
         (count(*) FILTER (WHERE NOT x.declared))::int
    FROM environment_key x WHERE ${inRange} AND x.present GROUP BY x.site_id`;
const versionSql = `
  SELECT x.site_id::text, count(*)::int FROM site_version x JOIN site s ON s.id = x.site_id
   WHERE ${inRange} AND (s.last_reviewed_at IS NULL OR x.saved_at > s.last_reviewed_at) GROUP BY x.site_id`;

function wordsOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ');
}

function siteFactsOf(row: SiteRow, bindings: string | undefined, environment: [string, string | null, number] | undefined, unreviewedVersions: number): PolicyFacts['site'] {
  const [, slug, title, purpose, state, classification, audience, observed, drift, tags, department, uses, , hasOwner, hasSuccessor, , isOfficial, onLegalHold, isComplete] = row;
  const [ageDays, daysToExpiry, daysSinceReview, daysSinceVisit, description] = row.slice(19) as [number, number, number, number, string | null];
  const secrets = environment?.[1] == null ? [] : (JSON.parse(environment[1]) as Secret[]);
  return {
    slug, title, purpose, state, classification, department, audience, observed, drift, tags,
    uses: [...new Set([...uses, ...usesInWords([title, description, purpose])])],
    isOfficial, onLegalHold, isComplete, hasOwner, hasSuccessor, ageDays, daysToExpiry, daysSinceReview, daysSinceVisit,
    bindings: bindings === undefined ? [] : (JSON.parse(bindings) as Binding[]),
    secrets,
    oldestSecretDays: secrets.reduce((oldest, secret) => Math.max(oldest, secret.ageDays), -1),
    undeclaredKeys: environment?.[2] ?? 0,
    unreviewedVersions,
  };
}
