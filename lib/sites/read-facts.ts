import type { SiteFacts } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const { sql, raw } = Prisma;

/** SiteFacts as JSON spells them: instants as text, the lists in any order. */
type Stored<Value> = Value extends Date ? string : Value extends (infer Item)[] ? Stored<Item>[] : Value extends object ? { [Key in keyof Value]: Stored<Value[Key]> } : Value;

/**
 * The facts of Sites by id, in one statement for any number of them: what commands decide on is read as often as
 * Sites are changed, thousands at a time. A test holds it against `toSiteFacts`.
 */
export async function readFacts(db: Reader, siteIds: readonly string[]): Promise<SiteFacts[]> {
  const rows = await db.$queryRaw<{ facts: string }[]>`
    SELECT row_to_json(f)::text AS facts FROM (
      SELECT s.id, s.slug, s.title, s.description, s.purpose, s.state, s.classification, s.data_source_note AS "dataSourceNote",
        CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS department,
        CASE WHEN o.id IS NOT NULL THEN ${personRef('o')} END AS owner,
        CASE WHEN u.id IS NOT NULL THEN ${personRef('u')} END AS successor,
        json_build_object(
          'mode', s.audience,
          'people', ARRAY(SELECT ${personRef('p')} FROM site_audience_person ap JOIN person p ON p.id = ap.person_id WHERE ap.site_id = s.id),
          'groups', ARRAY(SELECT json_build_object('id', g.id, 'name', g.name)
                            FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id WHERE ag.site_id = s.id)
        ) AS audience,
        s.successor_accepted_at AS "successorAcceptedAt", s.observed_mode AS "observedMode", s.drift,
        s.expires_at AS "expiresAt", s.review_due_at AS "reviewDueAt", s.last_reviewed_at AS "lastReviewedAt",
        s.last_visited_at AS "lastVisitedAt", s.official_since AS "officialSince", s.attestation_asked_at AS "attestationAskedAt", s.tags, s.uses,
        CASE WHEN s.disabled_at IS NOT NULL AND s.disabled_reason IS NOT NULL THEN json_build_object(
          'at', s.disabled_at, 'reason', s.disabled_reason, 'note', s.disabled_note, 'from', coalesce(s.disabled_from, 'live')) END AS disabled,
        s.kept_at AS "keptAt", s.missing_since AS "missingSince",
        CASE WHEN s.quarantined_at IS NOT NULL THEN json_build_object('at', s.quarantined_at, 'reason', s.quarantine_reason) END AS quarantine,
        CASE WHEN s.legal_hold_at IS NOT NULL THEN json_build_object('at', s.legal_hold_at, 'reason', coalesce(s.legal_hold_reason, '')) END AS "legalHold",
        ARRAY(SELECT json_build_object('id', ds.id, 'key', ds.key, 'name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode)
                FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id) AS "dataSources",
        s.revision
      FROM site s
      LEFT JOIN department d ON d.id = s.department_id
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN person u ON u.id = s.successor_id
      WHERE s.id = ANY (${[...siteIds]}::uuid[])
    ) f`;
  return rows.map(({ facts }) => toFacts(JSON.parse(facts) as Stored<SiteFacts>));
}

function personRef(alias: 'o' | 'u' | 'p'): Prisma.Sql {
  const p = raw(alias);
  return sql`json_build_object('id', ${p}.id, 'name', ${p}.name, 'email', ${p}.email, 'active', ${p}.deactivated_at IS NULL)`;
}

function toFacts(stored: Stored<SiteFacts>): SiteFacts {
  const { audience, disabled, legalHold, quarantine, dataSources } = stored;
  return {
    ...stored,
    audience: { ...audience, people: byName(audience.people), groups: byName(audience.groups) },
    expiresAt: toDate(stored.expiresAt),
    reviewDueAt: toDate(stored.reviewDueAt),
    lastReviewedAt: toDate(stored.lastReviewedAt),
    lastVisitedAt: toDate(stored.lastVisitedAt),
    officialSince: toDate(stored.officialSince),
    attestationAskedAt: toDate(stored.attestationAskedAt),
    successorAcceptedAt: toDate(stored.successorAcceptedAt),
    keptAt: toDate(stored.keptAt),
    missingSince: toDate(stored.missingSince),
    quarantine: quarantine === null ? null : { ...quarantine, at: new Date(quarantine.at) },
    disabled: disabled === null ? null : { ...disabled, at: new Date(disabled.at) },
    legalHold: legalHold === null ? null : { ...legalHold, at: new Date(legalHold.at) },
    dataSources: byName(dataSources),
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function byName<Item extends { name: string }>(items: Item[]): Item[] {
  return items.length < 2 ? items : items.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
