import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWebhook, eventFamilies, eventFilter, formerSecretUntil, nextAttemptAt, reasonToDisable, rotateSecret, webhookSubject, type WebhookFacts } from './webhook';

const now = new Date('2026-11-21T12:00:00Z');
const hourMs = 60 * 60 * 1000;
const webhook: WebhookFacts = {
  id: 'w', url: 'https://hooks.example/services/secret', description: '', eventTypes: [], secretVersion: 1, disabledAt: null, disabledReason: null, revision: 3,
};

describe('retries', () => {
  it('are ten attempts in 24 hours, and up to a tenth more by chance', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (chance) => {
        let at: Date | null = now;
        let last = now;
        let tries = 0;
        for (; at !== null; tries += 1) {
          last = at;
          at = nextAttemptAt(tries + 1, at, chance);
          if (at !== null) expect(at > last).toBe(true);
        }
        expect(tries).toBe(10);
        expect((last.getTime() - now.getTime()) / hourMs).toBeGreaterThanOrEqual(24);
        expect((last.getTime() - now.getTime()) / hourMs).toBeLessThan(26.5);
      }),
    );
  });

  it('wait longer where the receiver asks for it, up to a day', () => {
    expect(nextAttemptAt(1, now, 0, 120)).toEqual(new Date(now.getTime() + 120_000));
    expect(nextAttemptAt(6, now, 0, 1)).toEqual(nextAttemptAt(6, now, 0));
    expect(nextAttemptAt(1, now, 0, 10 ** 9)).toEqual(new Date(now.getTime() + 24 * hourMs));
  });
});

it('an endpoint is switched off after a day without success, or when it says so', () => {
  expect(reasonToDisable(500, new Date(now.getTime() - 24 * hourMs + 1), now)).toBeNull();
  expect(reasonToDisable(500, new Date(now.getTime() - 24 * hourMs), now)).toMatch(/24 hours/);
  expect(reasonToDisable(410, now, now)).toMatch(/410/);
});

it('the secret before signs for a day', () => {
  expect(formerSecretUntil(null, now)).toBeNull();
  expect(formerSecretUntil(new Date(now.getTime() - 24 * hourMs + 1), now)).not.toBeNull();
  expect(formerSecretUntil(new Date(now.getTime() - 24 * hourMs), now)).toBeNull();
  expect(rotateSecret(webhook, {})).toMatchObject({ webhook: { secretVersion: 2 } });
  expect(rotateSecret(webhook, { revision: 2 })).toMatchObject({ refused: true, code: 'stale' });
});

it('a filter names events and families, and nothing of the webhooks themselves', () => {
  expect(eventFamilies).toEqual(expect.arrayContaining(['site.*', 'request.*', 'enforcement.*']));
  expect(eventFilter.parse(['site.renewed', 'request.*', 'site.renewed'])).toEqual(['request.*', 'site.renewed']);
  for (const odd of ['webhook.*', 'webhook.disabled', 'site', '*', 'site.%', 'site.never']) expect(eventFilter.safeParse([odd]).success).toBe(false);
});

it('the audit log names hosts, never the rest of an address', () => {
  const url = 'https://other.example/services/another';
  const changed = changeWebhook({ webhook, problem: null }, { url, isOn: false }, 'Ada', now);
  expect(changed).toMatchObject({ webhook: { url, disabledAt: now, disabledReason: 'Ada switched it off.' } });
  expect(JSON.stringify('events' in changed ? changed.events : null)).not.toMatch(/services|secret|another/);
  expect(webhookSubject(webhook).name).toBe('hooks.example');
  expect(changeWebhook({ webhook, problem: null }, { isOn: true }, 'Ada', now)).toMatchObject({ refused: true });
});
