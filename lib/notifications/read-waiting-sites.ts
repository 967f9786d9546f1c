import type { AudienceMode } from '@/lib/domain/audience';
import type { Classification } from '@/lib/domain/classification';
import type { WaitingSite } from '@/lib/domain/digest';
import type { DisableReason, SiteState } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const { sql } = Prisma;

type SiteRow = {
  personId: string;
  id: string;
  slug: string;
  title: string;
  state: SiteState;
  classification: Classification;
  audience: AudienceMode;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  lastVisitedAt: Date | null;
  keptAt: Date | null;
  disabledAt: Date | null;
  disabledReason: DisableReason | null;
  onLegalHold: boolean;
  attestationAskedAt: Date | null;
  isDelegate: boolean;
  askedAt: Date | null;
  dueAt: Date | null;
  closesAt: Date | null;
  deletesAt: Date | null;
  isClosed: boolean | null;
  fallsBackAt: Date | null;
};

/**
 * The Sites that people answer for and about which something could be asked up to the horizon; `digestItems` decides
 * what is.
 */
export async function readWaitingSites(db: Reader, ids: readonly string[], horizon: Date): Promise<(WaitingSite & { personId: string })[]> {
  const mine = sql`
    SELECT s.owner_id AS person_id, s.id AS site_id, false AS is_delegate FROM site s WHERE s.owner_id = ANY (${[...ids]}::uuid[])
    UNION ALL
    SELECT s.successor_id, s.id, true FROM site s JOIN person o ON o.id = s.owner_id AND o.deactivated_at IS NOT NULL
     WHERE s.successor_id = ANY (${[...ids]}::uuid[]) AND s.successor_accepted_at IS NOT NULL`;
  const rows = await db.$queryRaw<SiteRow[]>`
    SELECT mine.person_id::text AS "personId", mine.is_delegate AS "isDelegate", s.id::text, s.slug, s.title, s.state::text, s.classification::text, s.audience::text,
           s.expires_at AS "expiresAt", s.review_due_at AS "reviewDueAt", s.last_visited_at AS "lastVisitedAt", s.kept_at AS "keptAt", s.disabled_at AS "disabledAt",
           s.disabled_reason::text AS "disabledReason", s.legal_hold_at IS NOT NULL AS "onLegalHold", s.attestation_asked_at AS "attestationAskedAt",
           r.made_at AS "askedAt", r.due_at AS "dueAt", t.closes_at AS "closesAt", t.deletes_at AS "deletesAt", t.state = 'closed' AS "isClosed",
           w.ends_at AS "fallsBackAt"
      FROM (${mine}) mine JOIN site s ON s.id = mine.site_id
      LEFT JOIN LATERAL (SELECT made_at, due_at FROM reminder WHERE site_id = s.id AND kind = 'inactivity' ORDER BY made_at DESC LIMIT 1) r
        ON s.state = 'live' AND s.last_visited_at IS NOT NULL
      -- Once the deletion is asked for, nobody can stop it here any more.
      LEFT JOIN retirement t ON t.site_id = s.id AND t.state IN ('notice', 'closed') AND s.state = 'retiring'
      LEFT JOIN audience_term w ON w.site_id = s.id AND w.state = 'active' AND s.audience <> 'admins_only'
     WHERE s.state IN ('draft', 'live') AND (s.expires_at <= ${horizon} OR s.review_due_at <= ${horizon} OR r.made_at IS NOT NULL)
        OR s.state IN ('draft', 'live', 'disabled') AND s.attestation_asked_at IS NOT NULL
        OR s.state = 'disabled' AND s.disabled_reason IN ('expired', 'inactive', 'owner_departed')
        OR t.id IS NOT NULL
        OR s.state <> 'retired' AND w.ends_at <= ${horizon}
     ORDER BY s.title, s.id`;
  return rows.map(({ isDelegate, askedAt, dueAt, closesAt, deletesAt, isClosed, ...site }) => ({
    ...site,
    as: isDelegate ? 'delegate' : 'owner',
    inactivity: askedAt === null || dueAt === null ? null : { askedAt, dueAt },
    retirement: closesAt === null || deletesAt === null ? null : { closesAt, deletesAt, isClosed: isClosed === true },
  }));
}
