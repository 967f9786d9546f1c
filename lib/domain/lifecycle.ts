import type { SiteState } from './site';

/** Everything that is done to a Site and depends on the state it is in. */
export const siteActions = [
  'edit',
  'transfer',
  'assign_owner',
  'name_successor',
  'renew',
  'narrow',
  'request_widening',
  'apply_widening',
  'disable',
  'enable',
  'review',
  'ask_attestation',
  'set_legal_hold',
] as const;
export type SiteAction = (typeof siteActions)[number];

/** `true`: legal in this state. A string: refused, and this is what the button and the answer say. */
type Rule = true | string;

const retired = 'This Site is retired. Its record stays as it is.';
const retiring = 'This Site is being retired. Stop the retirement first.';
const disabled = 'This Site is disabled. Re-enable it first.';

/**
 * The lifecycle as one table. The button, the server, the documentation and the model test read it.
 * A draft can be disabled too: it keeps a Site from being opened before its first deployment.
 */
export const lifecycle = {
  draft: {
    edit: true,
    transfer: true,
    assign_owner: true,
    name_successor: true,
    renew: true,
    narrow: true,
    request_widening: true,
    apply_widening: true,
    disable: true,
    enable: 'This Site is not disabled.',
    review: true,
    ask_attestation: true,
    set_legal_hold: true,
  },
  live: {
    edit: true,
    transfer: true,
    assign_owner: true,
    name_successor: true,
    renew: true,
    narrow: true,
    request_widening: true,
    apply_widening: true,
    disable: true,
    enable: 'This Site is not disabled.',
    review: true,
    ask_attestation: true,
    set_legal_hold: true,
  },
  disabled: {
    edit: true,
    transfer: true,
    assign_owner: true,
    name_successor: true,
    renew: true,
    narrow: true,
    request_widening: disabled,
    apply_widening: disabled,
    disable: 'This Site is disabled already.',
    enable: true,
    review: true,
    ask_attestation: true,
    set_legal_hold: true,
  },
  retiring: {
    edit: retiring,
    transfer: retiring,
    assign_owner: retiring,
    name_successor: retiring,
    renew: retiring,
    narrow: true,
    request_widening: retiring,
    apply_widening: retiring,
    disable: true,
    enable: retiring,
    review: retiring,
    ask_attestation: retiring,
    set_legal_hold: true,
  },
  retired: {
    edit: retired,
    transfer: retired,
    assign_owner: retired,
    name_successor: retired,
    renew: retired,
    narrow: retired,
    request_widening: retired,
    apply_widening: retired,
    disable: retired,
    enable: retired,
    review: retired,
    ask_attestation: retired,
    set_legal_hold: retired,
  },
} as const satisfies Record<SiteState, Record<SiteAction, Rule>>;

/** Why the action is refused in this state, or null where it is legal. */
export function lifecycleRefusal(state: SiteState, action: SiteAction): string | null {
  const rule: Rule = lifecycle[state][action];
  return rule === true ? null : rule;
}
