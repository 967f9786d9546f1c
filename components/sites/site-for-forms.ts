import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';

/** What the dialogs of a Site work on: of the record only what a form shows. */
export type SiteForForms = Pick<
  SiteDetail,
  | 'id' | 'title' | 'state' | 'revision' | 'classification' | 'purpose' | 'description' | 'department' | 'owner'
  | 'expiresAt' | 'officialSince' | 'lastReviewedAt' | 'dataSources' | 'actions'
> & {
  record: Pick<SiteRecord, 'successor' | 'approvedAudience' | 'dataSourceNote' | 'storageBindings' | 'legalHold' | 'disabled' | 'fallbackNote'> & {
    /** People who can open the Site, and admins, who always can. */
    reach: { people: number; admins: number };
  };
};

export function toSiteForForms(site: SiteDetail, record: SiteRecord): SiteForForms {
  const { id, title, state, revision, classification, purpose, description, department, owner } = site;
  const { expiresAt, officialSince, lastReviewedAt, dataSources, actions } = site;
  const { successor, approvedAudience, dataSourceNote, storageBindings, legalHold, disabled, fallbackNote, effectiveAudience } = record;
  return {
    id, title, state, revision, classification, purpose, description, department, owner,
    expiresAt, officialSince, lastReviewedAt, dataSources, actions,
    record: {
      successor, approvedAudience, dataSourceNote, storageBindings, legalHold, disabled, fallbackNote,
      reach: { people: effectiveAudience.total, admins: effectiveAudience.admins },
    },
  };
}
