import type { SiteAction } from '@/lib/domain/lifecycle';

/** The actions of a Site page that have a dialog; a widening is applied by deciding its request, two are taken on many Sites. */
export type DialogKind = Exclude<SiteAction, 'apply_widening' | 'assign_owner' | 'ask_attestation'>;
