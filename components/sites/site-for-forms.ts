import type { OfferedReason } from '@/lib/domain/disable-reason';
import type { RetirementPreview } from '@/lib/retirements/preview-retirement';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';

/** What the dialogs of a Site work on: of the record only what a form shows. */
export type SiteForForms = Pick<
  SiteDetail,
  | 'id' | 'slug' | 'title' | 'state' | 'revision' | 'classification' | 'purpose' | 'description' | 'department' | 'owner'
  | 'uses' | 'expiresAt' | 'renewableUntil' | 'officialSince' | 'lastReviewedAt' | 'dataSources' | 'actions'
> & {
  record: Pick<SiteRecord, 'successor' | 'approvedAudience' | 'dataSourceNote' | 'storageBindings' | 'legalHold' | 'disabled' | 'fallbackNote'> & {
    /** People who can open the Site, and admins, who always can. */
    reach: { people: number; admins: number };
    /** For which reasons whoever looks may disable it. */
    disableReasons: OfferedReason[];
    /** What beginning its retirement now would mean; null where that can't be done. */
    retirement: RetirementPreview | null;
  };
};

type Offers = Pick<SiteForForms['record'], 'disableReasons' | 'retirement'>;

export function toSiteForForms(site: SiteDetail, record: SiteRecord, offers: Offers): SiteForForms {
  const { id, slug, title, state, revision, classification, purpose, description, department, owner } = site;
  const { expiresAt, renewableUntil, officialSince, lastReviewedAt, dataSources, uses, actions } = site;
  const { successor, approvedAudience, dataSourceNote, storageBindings, legalHold, disabled, fallbackNote, effectiveAudience } = record;
  return {
    id, slug, title, state, revision, classification, purpose, description, department, owner,
    uses, expiresAt, renewableUntil, officialSince, lastReviewedAt, dataSources, actions,
    record: {
      successor, approvedAudience, dataSourceNote, storageBindings, legalHold, disabled, fallbackNote,
      reach: { people: effectiveAudience.total, admins: effectiveAudience.admins },
      ...offers,
    },
  };
}
