import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld, type ApiCall, type ApiPerson, type ApiWorld } from '../support/api';

let world: ApiWorld;
let admin: ApiPerson;
let member: ApiPerson;
let mine: string[];
const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  world = await createApiWorld();
  admin = await world.newPerson(['admin']);
  member = await world.newPerson();
  const made: { id: string; isMine: boolean }[] = [];
  for (let number = 0; number < 31; number += 1) {
    // Many ties, and nulls in what is sorted by: a page must not lose or repeat any of them.
    const isMine = number % 3 === 0;
    const state = number % 2 === 0 ? 'draft' : 'live';
    const { id } = await world.newSite({
      title: `Title ${number % 4}`,
      ownerId: isMine ? member.id : number % 5 === 0 ? null : admin.id,
      state,
      expiresAt: state === 'draft' && number % 4 === 0 ? null : new Date(Date.now() + (number % 3) * day),
      dataSourceNote: number % 6 === 0 ? '=1+1, "quoted"; and\nmore' : null,
    });
    made.push({ id, isMine });
  }
  mine = made.filter(({ isMine }) => isMine).map(({ id }) => id).sort();
});
afterAll(() => world.close());

type Page = { items: { id: string }[]; next: string | null; previous?: string | null };
const call = (path: string, more: ApiCall = {}) => world.call(path, { token: admin.token, ...more });

async function pages(path: string, { token = admin.token, from = '' }: { token?: string; from?: string } = {}): Promise<Page[]> {
  const found: Page[] = [];
  for (let cursor: string | null = from; cursor !== null; cursor = found.at(-1)?.next ?? null) {
    const { status, body } = await world.call(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`, { token });
    expect(status, JSON.stringify(body)).toBe(200);
    found.push(body as Page);
    if (found.length > 100) throw new Error(`${path} has no end`);
  }
  return found;
}
const everyId = async (): Promise<string[]> => (await world.db.prisma.site.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
const idsIn = (found: Page[]): string[] => found.flatMap(({ items }) => items.map(({ id }) => id));

describe('paging through all Sites', () => {
  it.each(['', '&sort=title', '&sort=-title', '&sort=expiresAt', '&sort=-expiresAt', '&sort=owner', '&sort=-owner,state', '&sort=state,-title,expiresAt', '&sort=completeness', '&sort=-updatedAt', '&sort=department'])(
    'by 7%s gives each once, forwards and backwards',
    async (sort) => {
      const found = await pages(`/sites?limit=7${sort}`);
      expect(found.slice(0, -1).every(({ items }) => items.length === 7)).toBe(true);
      expect(idsIn(found).sort()).toEqual(await everyId());

      const whole = (await call(`/sites?limit=200${sort}`)).body as Page;
      expect(idsIn(found)).toEqual(idsIn([whole]));

      const back: Page[] = [];
      for (let cursor = found.at(-1)?.previous ?? null; cursor !== null; cursor = back[0]?.previous ?? null) {
        back.unshift((await call(`/sites?limit=7${sort}&cursor=${cursor}`)).body as Page);
      }
      expect(idsIn(back)).toEqual(idsIn(found.slice(0, -1)));
    },
  );

  it('gives a member only what they may see, each once', async () => {
    expect(idsIn(await pages('/sites?limit=4', { token: member.token })).sort()).toEqual(mine);
  });

  it('stays whole while Sites change under it', async () => {
    const before = await everyId();
    const first = (await call('/sites?limit=20&sort=title')).body as Page;
    await world.newSite({ title: 'A title before all others', ownerId: admin.id });
    const rest = await pages('/sites?limit=20&sort=title', { from: first.next ?? '' });
    expect([...idsIn([first]), ...idsIn(rest)].sort()).toEqual(before);
  });
});

describe('searching for text', () => {
  it.each(['%', '_', '\\', '🦊 لوحة', 'ẞ', 'ΟΔΟΣ', 'İSTANBUL', 'x'.repeat(10_000), '🦊'.repeat(10_000)])('finds it literally or not at all, whatever it is and however long', async (text) => {
    const { id } = await world.newSite({ title: `Before ${text.slice(0, 40)} after`, ownerId: admin.id });
    const q = encodeURIComponent(text);
    const found = await call(`/sites?limit=200&q=${q}`);
    expect(found.status, JSON.stringify(found.body)).toBe(200);
    const titles = (found.body as { items: { id: string; title: string }[] }).items;
    expect(titles.some((site) => site.id === id)).toBe(text.length <= 40);
    const counted = await call(`/sites/facets?facets=state&q=${q}`);
    expect(counted.body).toMatchObject({ total: titles.length });
  });
});

describe('other lists', () => {
  it('give each once too', async () => {
    for (const siteId of (await everyId()).slice(0, 5)) {
      await world.newRequest({ siteId, requester: member });
      await call(`/sites/${siteId}/review`, { method: 'POST', body: {} });
      await world.db.prisma.group.create({ data: { name: 'One name for several' } });
    }
    const counts = [
      ['/requests?limit=2', await world.db.prisma.request.count()],
      ['/requests?limit=2&sort=-createdAt', await world.db.prisma.request.count()],
      ['/people?limit=1', await world.db.prisma.person.count()],
      ['/groups?limit=2', await world.db.prisma.group.count()],
      ['/audit/events?limit=2', await world.db.prisma.auditEvent.count()],
    ] as const;
    for (const [path, count] of counts) {
      const found = idsIn(await pages(path));
      expect(found, path).toHaveLength(count);
      expect(new Set(found).size, path).toBe(count);
    }
  });
});

describe('exports', () => {
  it('stream every Site once as CSV, which imports without a change', async () => {
    const { headers, body } = await call('/sites/export');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="siteward-sites.csv"');
    expect(headers.get('content-length')).toBeNull();
    for (const id of await everyId()) expect(String(body).split(`\n${id},`)).toHaveLength(2);
    expect(String(body)).toContain(`"'=1+1, ""quoted""; and\nmore"`);

    const imported = await call('/imports/csv?apply=true', { method: 'POST', body: String(body), headers: { 'content-type': 'text/csv' } });
    expect(imported.body).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: await world.db.prisma.site.count(), refused: [] });
  });

  it('stream what a filter matches as JSON Lines', async () => {
    const { headers, body } = await call(`/sites/export?format=jsonl&owner=${member.email}`);
    expect(headers.get('content-type')).toBe('application/jsonl');
    const lines = String(body).trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; owner: { id: string } });
    expect(lines.map(({ id }) => id).sort()).toEqual(mine);
    expect(new Set(lines.map(({ owner }) => owner.id))).toEqual(new Set([member.id]));
  });

  it('hand over the audit log in a form that anybody can verify', async () => {
    await call(`/sites/${mine[0] ?? ''}/review`, { method: 'POST', body: {} });
    const { body } = await call('/audit/export');
    const lines = String(body).trimEnd().split('\n').map((line) => JSON.parse(line) as { seq: number; body: string; prevHash: string; hash: string });
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    let previous = '0'.repeat(64);
    for (const { seq, body: sealed, prevHash, hash } of lines) {
      expect(prevHash).toBe(previous);
      expect(createHash('sha256').update(`${prevHash}\n${seq}\n${sealed}`).digest('hex')).toBe(hash);
      previous = hash;
    }
    const asCsv = await call('/audit/export?format=csv&type=site.reviewed');
    expect(String(asCsv.body)).toMatch(/^\ufeffseq,at,type,/);
    expect(String(asCsv.body)).not.toContain('import.applied');
  });
});
