import { addDays, addMinutes } from 'date-fns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '@/lib/db/transaction';
import { composeDigests } from '@/lib/notifications/compose-digests';
import { claimMail } from '@/lib/notifications/claim-mail';
import { openPost, type Post } from '@/lib/notifications/post';
import { sendMail } from '@/lib/notifications/send-mail';
import { notify } from '@/lib/notifications/write';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { MailServer } from '../support/mail-server';
import { World, type Name } from '../support/world';

const monday = new Date('2026-11-23T00:10:00Z');
const after = (minutes: number): Date => addMinutes(monday, minutes);
const day = 24 * 60;

let world: World;
let server: MailServer;
let post: Post;
beforeEach(async () => {
  world = await World.create();
  server = await MailServer.create();
  post = openPost({ mail: { smtpUrl: server.url, from: 'Siteward <siteward@example.com>' }, APP_URL: 'https://siteward.example.com', HOST: '', PORT: 0 }, { timeoutMs: 300 });
});
afterEach(async () => {
  post.close();
  await server.down();
  await world.close();
});

const send = (at: Date, by = post) => sendMail(world.db, by, { clock: () => at });
const mails = () => world.db.prisma.mail.findMany({ orderBy: { createdAt: 'asc' }, include: { notification: { select: { kind: true, content: true } } } });
const only = async () => (await mails())[0];
const tell = (to: Name, occasion: string, at: Date) =>
  inTransaction(world.db, (tx) => notify(tx, [{ personId: world.id(to), kind: 'handover', occasion, title: `About ${occasion}`, message: { lines: ['You received a Site.'], action: { label: 'Decide', href: '/handovers/1' } } }], at));

async function digestFor(...names: Name[]): Promise<string[]> {
  const ids = await Promise.all(names.map((name, at) => world.site({ ownerId: world.id(name), title: `Site ${at} <b>`, expiresAt: addDays(monday, 5) })));
  await composeDigests(world.db, { now: monday });
  return ids;
}

describe('a mail server that is down', () => {
  it('costs a few attempts, and everybody gets their digest once it is up', async () => {
    await digestFor('olga', 'hal', 'mia');
    const { sent, failed } = await send(monday);
    expect([sent, failed > 0]).toEqual([0, true]);
    const tried = (await mails()).filter(({ attempts }) => attempts > 0);
    expect(tried.every(({ state, lastError }) => state === 'waiting' && lastError?.includes('ECONNREFUSED'))).toBe(true);
    await server.up();
    await send(after(1));
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual(['hal@example.com', 'mia@example.com', 'olga@example.com']);
    expect((await mails()).every(({ state, sentTo, lastError }) => state === 'sent' && sentTo !== null && lastError === null)).toBe(true);
    await send(after(2));
    expect(server.received).toHaveLength(3);
    const ids = (await mails()).map(({ id }) => `<${id}@siteward.example.com>`);
    expect(server.received.map(({ messageId }) => messageId).sort()).toEqual(ids.sort());
  });

  it('or hangs: the e-mail comes back and is tried again', async () => {
    await digestFor('olga');
    await server.up();
    server.manner = 'hangs';
    await send(monday);
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 1, lastError: expect.stringMatching(/timeout/i) as string });
    server.manner = 'takes';
    await send(after(1));
    expect(await only()).toMatchObject({ state: 'sent' });
    expect(server.received).toHaveLength(1);
  });
});

describe('a server that refuses', () => {
  it.each([
    ['recipient', 450],
    ['recipient', 550],
    ['data', 451],
    ['data', 554],
  ] as const)('the %s with %i keeps nobody else from their e-mail, and has failed after a day', async (refuses, code) => {
    await digestFor('olga', 'hal');
    await server.up();
    server.manner = { refuses, code, whom: 'olga@example.com' };
    expect(await send(monday)).toMatchObject({ failed: 1 });
    server.manner = { refuses, code };
    const of = (name: Name) => world.db.prisma.mail.findFirstOrThrow({ where: { notification: { personId: world.id(name) } } });
    expect((await of('olga')).lastError).toContain('Not today.');
    const instants: number[] = [];
    while ((await of('olga')).state === 'waiting') {
      const { nextAttemptAt } = await of('olga');
      instants.push((nextAttemptAt.getTime() - monday.getTime()) / 60_000);
      await send(nextAttemptAt);
    }
    expect(instants).toEqual([1, 5, 15, 30, 60, 120, 240, 480, 960, 1440]);
    expect(await of('olga')).toMatchObject({ state: 'failed', attempts: 11 });
  });
});

describe('an e-mail', () => {
  it('says what is true when it is sent, without what was done meanwhile', async () => {
    const [done = '', open = ''] = [await world.site({ title: 'Done', expiresAt: addDays(monday, 5) }), ...(await digestFor('olga'))];
    await world.run(renewSite, { siteId: done, expiresAt: addDays(monday, 90).toISOString(), reason: 'Still in use' }, 'olga', { now: monday });
    await server.up();
    await send(monday);
    const mail = await only();
    expect(mail).toMatchObject({ state: 'sent', subject: '“Site 0 <b>”: disabled on 14 December 2026 unless renewed', notification: { content: { told: { [`site ${open}`]: ['disabled_expired 2026-12-14'] } } } });
    expect(mail?.text).toContain(`https://siteward.example.com/renew?digest=${mail?.notificationId}&from=mail`);
    expect(mail?.text).not.toContain('Done');
    expect(mail?.html).toContain('Site 0 &lt;b&gt;');
    expect(mail?.html).not.toContain('<b>');
  });

  it('is cancelled when nothing is left of it, or its person has left', async () => {
    const [siteId = ''] = await digestFor('olga', 'hal');
    await world.run(renewSite, { siteId, expiresAt: addDays(monday, 90).toISOString(), reason: 'Still in use' }, 'olga', { now: monday });
    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: monday } });
    await server.up();
    await send(monday);
    expect(server.received).toEqual([]);
    expect((await mails()).map(({ state, lastError }) => [state, lastError]).sort()).toEqual([
      ['cancelled', 'Hal has left.'],
      ['cancelled', 'Nothing was left of it: all was done meanwhile.'],
    ]);
  });

  it('carries all that waits for its person, and is the only one of its day', async () => {
    await tell('olga', 'one', monday);
    await tell('olga', 'two', monday);
    await digestFor('olga');
    await server.up();
    await send(monday);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.source).toMatch(/Site 0[^]*About one[^]*About two/);
    expect((await mails()).map(({ state, sentWithId }) => [state, sentWithId !== null])).toEqual(expect.arrayContaining([['sent', true], ['sent', true], ['sent', false]]));
    await tell('olga', 'three', after(60));
    await send(after(60));
    await send(after(day - 30));
    expect(server.received).toHaveLength(1);
    await send(after(day));
    expect(server.received.at(-1)?.subject).toBe('About three');
  });

  it('waits for the end of quiet days', async () => {
    const saturday = after(-2 * day);
    await tell('olga', 'one', saturday);
    await server.up();
    await send(saturday);
    expect(server.received).toEqual([]);
    expect(await only()).toMatchObject({ state: 'waiting', nextAttemptAt: new Date('2026-11-23T00:00:00Z') });
    await send(monday);
    expect(server.received).toHaveLength(1);
  });

  it('that was sent but not marked, because its sender was killed, goes out once more as the same', async () => {
    await tell('olga', 'one', monday);
    await server.up();
    const claim = await inTransaction(world.db, (tx) => claimMail(tx, { now: monday, address: post.address }));
    if (claim === null || claim === 'skipped') throw new Error('There was nothing to send.');
    await post.send?.(claim); // and here it is killed
    await tell('olga', 'two', after(2));
    await send(after(5));
    expect(server.received).toHaveLength(1); // it may still be on its way
    await send(after(11));
    expect(server.received).toHaveLength(2);
    const [first, second] = server.received;
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.subject).toBe(first?.subject);
    await send(after(day));
    expect(server.received.map(({ subject }) => subject)).toEqual(['About one', 'About one', 'About two']);
  });

  it('is sent once by two senders at once', async () => {
    await digestFor('olga', 'hal', 'mia', 'rita', 'rob', 'ada');
    for (const name of ['olga', 'hal', 'mia'] as const) await tell(name, 'one', monday);
    await server.up();
    await Promise.all([send(monday), send(monday)]);
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual(['ada', 'hal', 'mia', 'olga', 'rita', 'rob'].map((name) => `${name}@example.com`));
    expect((await mails()).every(({ state }) => state === 'sent')).toBe(true);
  });

  it('without a mail server is kept, and says that it went nowhere', async () => {
    await digestFor('olga');
    await send(monday, openPost({ HOST: '127.0.0.1', PORT: 3000 }));
    expect(await only()).toMatchObject({ state: 'sent', keptHere: true, sentTo: 'olga@example.com' });
    expect((await only())?.html).toContain('http://127.0.0.1:3000/renew?digest=');
  });
});
