import { describe, expect, it } from 'vitest';
import { ann, eve, noon, siteFacts } from '@/tests/support/facts';
import { disableReasons, siteStates } from './site';
import { visitorMessage } from './visitor-message';

const disabled = (reason: (typeof disableReasons)[number]) => ({ state: 'disabled' as const, disabled: { at: noon, reason, note: 'SECRET-NOTE', from: 'live' as const } });

describe('what a visitor reads', () => {
  it('is nothing while a Site is open, or has never been', () => {
    expect(siteStates.filter((state) => visitorMessage(siteFacts({ state }), null) === null)).toEqual(['draft', 'live']);
  });

  it.each(disableReasons)('repeats no note and names no incident after %s', (reason) => {
    const message = visitorMessage(siteFacts(disabled(reason)), null);
    expect(message?.lines[0]).toMatch(/^[A-Z].+\.$/);
    expect(JSON.stringify(message)).not.toMatch(/SECRET|incident|secur|violat|mistake|wrong/i);
  });

  it('says when it closes, what replaces it and whom to ask', () => {
    const replacement = { text: 'The CRM', href: '/sites/crm' };
    expect(visitorMessage(siteFacts({ state: 'retiring' }), { state: 'notice', closesAt: noon, replacement })).toMatchObject({ headline: 'CRM Notes is going to close', closesAt: noon, replacement, ask: { name: ann.name, email: ann.email } });
    expect(visitorMessage(siteFacts({ state: 'retiring', owner: eve }), { state: 'closed', closesAt: noon, replacement })).toMatchObject({ headline: 'CRM Notes is closed', closesAt: null, ask: null });
  });
});
