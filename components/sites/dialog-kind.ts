import type { SiteAction } from '@/lib/domain/lifecycle';

/** The actions of a Site page that have a dialog; the others are taken elsewhere, on many Sites, or by the lifecycle itself. */
export type DialogKind = Extract<
  SiteAction,
  'renew' | 'keep' | 'review' | 'edit' | 'name_successor' | 'transfer' | 'narrow' | 'disable' | 'enable' | 'set_legal_hold' | 'note_fallback'
  | 'begin_retirement' | 'stop_retirement'
>;
