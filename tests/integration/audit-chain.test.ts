import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { exportAudit } from '@/lib/audit/export-audit';
import { listAuditEvents } from '@/lib/audit/list-audit';
import { verifyAudit, verifyChain } from '@/lib/audit/verify-audit';
import { createSite } from '@/lib/sites/commands/create-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { problemOf, World } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create(16);
});
afterEach(() => world.close());

async function someEvents(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await world.run(createSite, { title: `Site ${number}` }, 'olga');
}

/** Changes a stored event as nobody should be able to: as the superuser, with the guards off. */
async function tamper(text: string): Promise<void> {
  await world.superuser.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
  await world.superuser.query(text);
  await world.superuser.query('ALTER TABLE audit_event ENABLE TRIGGER USER');
}

describe('the chain', () => {
  it('is intact when it is empty', async () => {
    expect(await verifyChain(world.db.prisma)).toEqual({ intact: true, checked: 0, head: { seq: 0, hash: '0'.repeat(64) }, broken: null });
  });

  it('neither forks nor gaps under forty commands at once, refused ones between them', async () => {
    const sites = await Promise.all(Array.from({ length: 10 }, () => world.site()));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) => {
        const siteId = sites[at % sites.length] ?? '';
        if (at % 4 === 3) return world.run(renewSite, { siteId, expiresAt: '2020-01-01', reason: 'r' }, 'olga');
        return at % 2 === 0 ? world.run(reviewSite, { siteId }, 'rita') : world.run(createSite, { title: `New ${at}` }, 'hal');
      }),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    const rows = await world.db.prisma.auditEvent.findMany({ orderBy: { seq: 'asc' } });
    expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(rows.slice(1).every(({ prevHash }, at) => prevHash === rows[at]?.hash)).toBe(true);
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true, checked: 30 });
  });

  it('has one event for each change that happened, and none for one that was rolled back', async () => {
    await someEvents(2);
    await problemOf(world.run(createSite, { title: 'No', slug: 'site-1' }, 'olga'));
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: true, checked: 2 });
  });
});

describe('a broken chain', () => {
  const changed = 'Its content was changed.';
  const differs = 'Its columns differ from its sealed content.';
  const cases: [what: string, change: string, broken: { seq: number; reason: string }][] = [
    ['content', `UPDATE audit_event SET body = replace(body, 'Site 3', 'Site 9') WHERE seq = 3`, { seq: 3, reason: changed }],
    ['a hash', `UPDATE audit_event SET hash = repeat('a', 64) WHERE seq = 3`, { seq: 3, reason: changed }],
    ['a link', `UPDATE audit_event SET prev_hash = repeat('a', 64) WHERE seq = 3`, { seq: 3, reason: 'It does not follow from the event before it.' }],
    ['an actor', 'UPDATE audit_event SET actor_id = NULL WHERE seq = 3', { seq: 3, reason: differs }],
    ['a type', `UPDATE audit_event SET type = 'site.edited' WHERE seq = 3`, { seq: 3, reason: differs }],
    ['a time', `UPDATE audit_event SET at = at - interval '1 day' WHERE seq = 3`, { seq: 3, reason: differs }],
    ['a Site', 'UPDATE audit_event SET site_id = NULL WHERE seq = 3', { seq: 3, reason: differs }],
    ['a missing event', 'DELETE FROM audit_event WHERE seq = 3', { seq: 4, reason: 'Event 3 is missing.' }],
    ['a missing beginning', 'DELETE FROM audit_event WHERE seq = 1', { seq: 2, reason: 'Event 1 is missing.' }],
    ['a missing end', 'DELETE FROM audit_event WHERE seq >= 4', { seq: 4, reason: 'Event 4 and all after it up to 5 are gone.' }],
    ['a text that is no longer JSON', `UPDATE audit_event SET body = 'gone' WHERE seq = 3`, { seq: 3, reason: changed }],
  ];

  it.each(cases)('names the first event at which %s was tampered with', async (_what, change, broken) => {
    await someEvents(5);
    await tamper(change);
    expect(await world.read(verifyAudit, {}, 'aude')).toMatchObject({ intact: false, broken });
  });

  it('is told by the end, even when an event was rewritten with a matching hash', async () => {
    await someEvents(3);
    await tamper(`UPDATE audit_event SET body = replace(body, 'Site 3', 'Site 9'),
      hash = encode(sha256(convert_to(prev_hash || E'\\n' || seq || E'\\n' || replace(body, 'Site 3', 'Site 9'), 'UTF8')), 'hex') WHERE seq = 3`);
    expect(await verifyChain(world.db.prisma)).toMatchObject({ intact: false, broken: { seq: 3, reason: 'The end of the chain was changed.' } });
  });
});

describe('the export', () => {
  async function exported(input: z.input<typeof exportAudit.input>): Promise<string> {
    const { chunks } = await world.read(exportAudit, input, 'aude');
    let text = '';
    for await (const chunk of chunks) text += chunk;
    return text;
  }

  it('as JSON Lines can be verified from the file alone', async () => {
    await someEvents(4);
    await world.run(createSite, { title: `Lines${String.fromCodePoint(0x2028)}apart "\\" ${String.fromCodePoint(0x1f469, 0x200d, 0x1f467)}` }, 'olga');
    const lines = (await exported({ format: 'jsonl' }))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; prevHash: string; hash: string; body: string });
    expect(lines).toHaveLength(5);
    let last = '0'.repeat(64);
    for (const [at, { seq, prevHash, hash, body }] of lines.entries()) {
      expect([seq, prevHash]).toEqual([at + 1, last]);
      expect(createHash('sha256').update(`${prevHash}\n${seq}\n${body}`, 'utf8').digest('hex')).toBe(hash);
      last = hash;
    }
    expect(last).toBe((await verifyChain(world.db.prisma)).head.hash);
  });

  it('as CSV has a line for each event, and nothing that a spreadsheet runs', async () => {
    await world.run(createSite, { title: '=HYPERLINK("http://x")' }, 'olga');
    const text = await exported({ format: 'csv' });
    expect(text.slice(1)).toMatch(/^seq,at,type/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('and the list are filtered alike, from inclusive, to exclusive', async () => {
    const [early, late] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
    const { id } = await world.run(createSite, { title: 'Early' }, 'olga', { now: early });
    await world.run(createSite, { title: 'Late' }, 'hal', { now: late });
    const filters = [
      [{ site: id }, 1],
      [{ actor: world.id('hal') }, 1],
      [{ type: 'site.created' }, 2],
      [{ type: 'site.edited' }, 0],
      [{ from: early.toISOString(), to: late.toISOString() }, 1],
      [{ from: late.toISOString() }, 1],
      [{ to: early.toISOString() }, 0],
    ] as const;
    for (const [filter, count] of filters) {
      expect((await world.read(listAuditEvents, filter, 'aude')).items, JSON.stringify(filter)).toHaveLength(count);
      expect((await exported({ ...filter, format: 'jsonl' })).split('\n').filter(Boolean)).toHaveLength(count);
    }
  });

  it('is forbidden to members, as is the log', async () => {
    const attempts = [world.read(exportAudit, {}, 'olga'), world.read(listAuditEvents, {}, 'olga'), world.read(verifyAudit, {}, 'olga')];
    for (const attempt of attempts.map(problemOf)) expect(await attempt).toMatchObject({ kind: 'forbidden' });
  });
});

describe('the list', () => {
  it('gives every event once over all pages, newest first', async () => {
    await someEvents(7);
    const seen: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await world.read(listAuditEvents, { limit: 3, cursor }, 'aude');
      seen.push(...page.items.map(({ seq }) => seq));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });
});
