import { chance, choose, index, literal, unit, word } from './dice';
import { populationOf, type WorkspaceShape } from './workspace-shape';
import {
  benefits, customerFirst, customerLast, flourishes, readers, regions, rhythms, sourceNotes, subjects, syllables, tags, things, topics, verbs,
} from './words';

const DAY = 86_400;

/** The Sites numbered `from` to `to`, as one statement. */
export function siteRows(shape: WorkspaceShape, from: number, to: number): string {
  const columns = siteColumns(shape);
  // OFFSET 0 keeps the planner from writing each throw out again wherever it is used.
  return `
    INSERT INTO site (${Object.keys(columns).join(', ')})
    SELECT ${Object.values(columns).join(',\n           ')}
      FROM (SELECT n::bigint FROM generate_series(${from}, ${to}) n OFFSET 0) numbered
     CROSS JOIN LATERAL (SELECT ${asList(throws(shape))} OFFSET 0) first
     CROSS JOIN LATERAL (SELECT ${asList(slugAndDepartment())} OFFSET 0) second`;
}

function asList(columns: Record<string, string>): string {
  return Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}`).join(',\n       ');
}

/** Thrown once for each Site and used in several columns. */
function throws({ asOf }: WorkspaceShape): Record<string, string> {
  return {
    made: 'bench.made_at(n)',
    age: `${asOf.getTime() / 1000} - bench.made_at(n)`,
    state: choose({ live: 0.7, draft: 0.15, disabled: 0.08, retiring: 0.02, retired: 0.05 }, 20),
    audience: 'bench.audience(n)',
    owner: 'bench.owner(n)',
    title: `${titleForm()} || CASE WHEN ${chance(0.01, 39)} THEN ' ' || ${word(flourishes, 40)} ELSE '' END`,
    observed: `CASE WHEN ${chance(0.8, 41)} THEN
        CASE WHEN ${chance(0.94, 42)} THEN bench.audience(n) ELSE ${choose({ admins_only: 0.3, custom: 0.3, workspace_all: 0.32, public: 0.08 }, 43)} END END`,
    from_live: chance(0.8, 44),
    in_repository: chance(0.4, 45),
    digest: `md5('project ' || bench.site_id(n)::text)`,
  };
}

function titleForm(): string {
  const topic = word(topics, 30, { skew: 1.5 });
  const thing = word(things, 31, { skew: 1.7 });
  const customer = `${word(customerFirst, 32)} || ${word(customerLast, 33)}`;
  const codeName = `initcap(${[34, 35, 36].map((salt) => word(syllables, salt)).join(' || ')})`;
  return `CASE width_bucket(${unit(37)}, ARRAY[0.4, 0.7, 0.8, 0.9]::float8[])
      WHEN 0 THEN ${word(regions, 38, { skew: 1.6 })} || ' ' || ${topic} || ' ' || ${thing}
      WHEN 1 THEN ${customer} || ' ' || ${topic} || ' ' || ${thing}
      WHEN 2 THEN ${codeName} || ' ' || ${thing}
      WHEN 3 THEN initcap(${topic}) || ' ' || ${thing} || ' for ' || ${word(readers, 38)}
      ELSE 'Q' || 1 + ${index(4, 38)} || ' ' || 2024 + ${index(3, 32)} || ' ' || ${topic} || ' ' || ${thing} END`;
}

function slugAndDepartment(): Record<string, string> {
  return {
    // An odd factor maps the numbers below 2^32 onto themselves: every Site's digits are its own.
    slug: `left(trim(both '-' from lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g'))), 50) || '-' || lpad(to_hex(n * 2654435761 % 4294967296), 8, '0')`,
    department: `CASE WHEN ${chance(0.04, 50)} THEN NULL
        WHEN owner IS NOT NULL AND ${chance(0.85, 51)} THEN bench.person_department(owner) ELSE 1 + ${index(24, 52, { skew: 1.8 })} END`,
    breadth: breadthOf('audience'),
    observed_breadth: breadthOf('observed'),
  };
}

/** How many a mode lets in, to compare two of them by. */
function breadthOf(mode: string): string {
  return `array_position(ARRAY['admins_only','custom','workspace_all','public'], ${mode})`;
}

function siteColumns({ sites, asOf }: WorkspaceShape): Record<string, string> {
  const { active } = populationOf(sites);
  const now = asOf.getTime() / 1000;
  /** That many days from `asOf`; earlier when below zero. */
  const daysOn = (days: string): string => `to_timestamp(floor(${now} + ${DAY}.0 * (${days})))`;
  /** Some time between the Site's registration and `asOf`; late rather than early where there is a skew. */
  const sinceMade = (salt: number, skew = 1): string => `to_timestamp(floor(${now} - age * power(${unit(salt)}, ${skew})))`;
  const when = (condition: string, value: string): string => `CASE WHEN ${condition} THEN ${value} END`;
  return {
    id: 'bench.site_id(n)',
    slug: 'slug',
    title: 'title',
    description: when(chance(0.3, 60), `'First made for ' || ${word(regions, 61)} || ' by ' || ${word(readers, 62)} || '.'`),
    purpose: when(chance(0.92, 63), purpose()),
    state: `state::"SiteState"`,
    classification: `(CASE audience
        WHEN 'workspace_all' THEN ${choose({ company_wide: 0.8, external_candidate: 0.08, team_internal: 0.1, personal_draft: 0.02 }, 64)}
        ELSE ${choose({ team_internal: 0.46, personal_draft: 0.4, company_wide: 0.1, external_candidate: 0.04 }, 64)} END)::"Classification"`,
    department_id: when('department IS NOT NULL', `bench.id_of('department', department)`),
    owner_id: when('owner IS NOT NULL', `bench.id_of('person', owner)`),
    // Counted on from the owner, so that it is another.
    successor_id: when(chance(0.25, 65), `bench.id_of('person', 1 + (coalesce(owner, 1) + ${index(200, 66)}) % ${active})`),
    data_source_note: when(chance(0.78, 67), word(sourceNotes, 68)),
    audience: `audience::"AudienceMode"`,
    audience_approved_at: when(`audience = 'workspace_all'`, sinceMade(69)),
    observed_mode: `observed::"ObservedMode"`,
    observed_revision: when('observed IS NOT NULL', `1 + ${index(40, 70)}`),
    observed_at: when('observed IS NOT NULL', daysOn(`-2 * ${unit(71)}`)),
    drift: `(CASE WHEN observed IS NULL THEN 'none' WHEN observed_breadth > breadth THEN 'wider' WHEN observed_breadth < breadth THEN 'narrower'
        WHEN observed = 'custom' AND ${chance(0.06, 72)} THEN 'different' ELSE 'none' END)::"Drift"`,
    expires_at: when(
      `state IN ('live', 'retiring') OR (state = 'disabled' AND (from_live OR ${chance(0.5, 73)})) OR (state = 'draft' AND ${chance(0.5, 73)}) OR (state = 'retired' AND ${chance(0.3, 73)})`,
      // A draft or retired Site has no past expiry here, so the others have a little more of it: 3% of all together.
      `CASE WHEN state IN ('live', 'disabled', 'retiring') AND ${chance(0.038, 74)} THEN ${daysOn(`-120 * ${unit(75)} - 0.01`)}
            WHEN ${chance(0.11, 74)} THEN ${daysOn(`30 * ${unit(75)}`)} ELSE ${daysOn(`30 + 335 * ${unit(75)}`)} END`,
    ),
    review_due_at: when(chance(0.85, 76), `CASE WHEN ${chance(0.12, 77)} THEN ${daysOn(`-90 * ${unit(78)}`)} ELSE ${daysOn(`180 * ${unit(78)}`)} END`),
    last_reviewed_at: when(chance(0.6, 79), sinceMade(80)),
    last_visited_at: when(`${unit(81)} > CASE state WHEN 'draft' THEN 0.4 ELSE 0.1 END`, sinceMade(82, 3)),
    official_since: when(`state = 'live' AND ${chance(0.03, 83)}`, sinceMade(84)),
    attestation_asked_at: when(`state = 'live' AND ${chance(0.01, 85)}`, daysOn(`-14 * ${unit(86)}`)),
    tags: siteTags(),
    disabled_at: when(`state = 'disabled'`, sinceMade(87, 2)),
    disabled_reason: when(`state = 'disabled'`, `(${choose({ expired: 0.4, inactive: 0.25, owner_departed: 0.15, project_completed: 0.1, access_scope_mistake: 0.04, wrong_data: 0.03, policy_violation: 0.02, other: 0.01 }, 88)})::"DisableReason"`),
    disabled_from: when(`state = 'disabled'`, `(CASE WHEN from_live THEN 'live' ELSE 'draft' END)::"SiteState"`),
    retired_at: when(`state = 'retired'`, sinceMade(89)),
    legal_hold_at: when(`state <> 'retired' AND ${chance(0.004, 90)}`, sinceMade(91)),
    legal_hold_reason: when(`state <> 'retired' AND ${chance(0.004, 90)}`, literal('Kept for a pending matter.')),
    project_id: when(chance(0.97, 92), `'appgprj_' || lpad(to_hex(made::bigint), 8, '0') || left(digest, 24)`),
    repository: when('in_repository', `'https://git.example.com/sites/' || slug`),
    manifest_path: when('in_repository', literal('.openai/hosting.json')),
    last_commit_sha: when('in_repository', `digest || right(digest, 8)`),
    last_commit_at: when('in_repository', sinceMade(93)),
    platform_status: `CASE state WHEN 'draft' THEN 'draft' ELSE 'active' END`,
    live_url: when(`state <> 'draft'`, `'https://' || slug || '.example-workspace.chatgpt.site'`),
    expected_url: `'https://' || slug || '.example-workspace.chatgpt.site'`,
    built_at: 'to_timestamp(floor(made))',
    created_at: 'to_timestamp(made)',
    updated_at: sinceMade(94, 2),
    revision: `1 + ${index(9, 95, { skew: 2 })}`,
  };
}

function purpose(): string {
  return `${word(verbs, 100, { skew: 1.3 })} || ' ' || ${word(subjects, 101)} || ' and ' || ${word(topics, 102, { skew: 1.5 })} || ' figures ' || ${word(rhythms, 103)}
      || ', so that ' || ${word(readers, 104, { skew: 1.3 })} || ' ' || ${word(benefits, 105)} || '.'`;
}

/** None for almost half of the Sites, up to four for the others; sorted and each once, as the product keeps them. */
function siteTags(): string {
  const four = [110, 111, 112, 113].map((salt) => word(tags, salt, { skew: 1.8 })).join(', ');
  const count = `width_bucket(${unit(114)}, ARRAY[0.45, 0.7, 0.87, 0.96]::float8[])`;
  return `CASE WHEN ${chance(0.45, 114)} THEN '{}'::text[] ELSE ARRAY(SELECT DISTINCT tag FROM unnest((ARRAY[${four}])[1:${count}]) tag ORDER BY tag) END`;
}
