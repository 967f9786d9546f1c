import type { Json } from './refusal';

/** Every event that the audit log knows, past tense, with the sentence a timeline shows. */
export const eventTypes = {
  'site.created': 'registered the Site',
  'site.edited': 'edited the record',
  'site.successor_named': 'named the successor',
  'site.owner_changed': 'changed the owner',
  'site.renewed': 'renewed the Site',
  'site.audience_narrowed': 'narrowed the audience',
  'site.audience_widened': 'widened the audience',
  'site.disabled': 'disabled the Site',
  'site.enabled': 're-enabled the Site',
  'site.reviewed': 'recorded a review',
  'site.attestation_asked': 'asked the owner to confirm the record',
  'site.legal_hold_set': 'set a legal hold',
  'site.legal_hold_lifted': 'lifted the legal hold',
  'site.kept': 'said that the Site is still needed',
  'site.renewed_by_use': 'renewed the Site because it is in use',
  'site.successor_accepted': 'agreed to be the successor',
  'site.successor_declined': 'declined to be the successor',
  'site.successor_left': 'took the successor, who left, out of the record',
  'site.handed_over': 'handed the Site over to somebody else',
  'site.quarantined': 'put the Site into quarantine',
  'site.released': 'took the Site out of quarantine',
  'site.missing': 'found that the platform no longer shows the Site',
  'site.found_again': 'found the Site on the platform again',
  'site.fallback_noted': 'noted what people use instead',
  'site.retirement_begun': 'began the retirement',
  'site.retirement_stopped': 'stopped the retirement',
  'site.retirement_closed': 'closed the Site for its retirement',
  'site.retirement_held': 'let the legal hold stop the retirement',
  'site.retirement_resumed': 'let the retirement go on after the legal hold',
  'site.export_decided': 'noted where the data went',
  'site.secret_listed': 'listed a secret that has to be revoked',
  'site.secret_revoked': 'noted a revoked secret',
  'site.deletion_begun': 'asked for the deletion on the platform',
  'site.retired': 'retired the Site',
  'site.tombstone_redacted': 'took the names of people out of the tombstone',
  'enforcement.requested': 'asked the platform to follow',
  'enforcement.confirmed': 'confirmed that the platform follows',
  'enforcement.unconfirmed': 'found no confirmation from the platform',
  'enforcement.failed': 'reported that the platform could not follow',
  'enforcement.reopened': 'found that the platform no longer follows',
  'handover.answered': 'decided on received Sites',
  'lifecycle.swept': 'ran a sweep',
  'lifecycle.sweep_stopped': 'stopped a sweep that would have closed too much',
  'lifecycle.sweep_approved': 'let a stopped sweep go on',
  'lifecycle.sweep_abandoned': 'gave up a stopped sweep',
  'job.retried': 'retried a failed job',
  'job.dismissed': 'dismissed a failed job',
  'mail.retried': 'sent a failed e-mail again',
  'calendar.opened': 'made the address of their calendar',
  'calendar.closed': 'revoked the address of their calendar',
  'webhook.created': 'added a webhook endpoint',
  'webhook.changed': 'changed a webhook endpoint',
  'webhook.removed': 'removed a webhook endpoint',
  'webhook.disabled': 'switched off a webhook endpoint that kept failing',
  'webhook.replayed': 'sent a webhook again',
  'webhook.tested': 'sent a test webhook',
  'site.manifest_imported': 'updated the record from the manifest',
  'site.observed': 'took over what the platform reported',
  'site.drifted': 'found that the platform differs from what was approved',
  'site.csv_imported': 'updated the record from CSV',
  'request.submitted': 'made a request',
  'request.resubmitted': 'revised the request',
  'request.approved': 'approved the request',
  'request.rejected': 'rejected the request',
  'request.changes_asked': 'asked for changes',
  'request.withdrawn': 'withdrew the request',
  'person.signed_in': 'signed in',
  'person.created': 'added a person',
  'person.roles_changed': 'changed roles',
  'person.deactivated': 'deactivated a person',
  'person.reactivated': 'reactivated a person',
  'person.sessions_ended': 'ended the sessions of a person',
  'token.created': 'created an API token',
  'token.revoked': 'revoked an API token',
  'settings.changed': 'changed the settings',
  'import.applied': 'applied an import',
  'bulk.started': 'started a bulk action',
  'bulk.stopped': 'stopped a bulk action',
  'bulk.finished': 'finished a bulk action',
  'view.shared': 'shared a view',
  'view.changed': 'changed a shared view',
  'view.deleted': 'deleted a shared view',
  'view.default_set': 'chose the view that a role begins with',
} as const satisfies Record<string, string>;

export type EventType = keyof typeof eventTypes;

/** What a field was and what it is, in words that still read in a year: names, not only ids. */
export type Changes = Record<string, { before: Json; after: Json }>;

/** What a command says happened. The gate adds who, when and from where, and records it. */
export type DomainEvent = {
  type: EventType;
  site?: { id: string; slug: string; title: string };
  request?: { id: string; kind: string; revision: number };
  /** What it is about when that is neither a Site nor a request. */
  subject?: { kind: 'person' | 'token' | 'settings' | 'import' | 'department' | 'group' | 'source' | 'bulk' | 'view' | 'enforcement' | 'handover' | 'sweep' | 'job' | 'webhook' | 'mail'; id: string; name: string };
  reason?: string | null;
  changes?: Changes;
  data?: Record<string, Json>;
};
