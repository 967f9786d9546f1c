import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RowAsk, RowPage } from './row-page';
import { RowStore } from './row-store';

type Row = { id: string; note?: string };
type Asked = RowAsk & { signal: AbortSignal | undefined; answer: (page: RowPage<Row>) => void; fail: (message: string) => void };

const rows = (start: number, end: number, note = ''): Row[] => Array.from({ length: end - start }, (_, at) => ({ id: String(start + at), note }));
const page = (start: number, end: number, note?: string): RowPage<Row> => ({ items: rows(start, end, note), next: `after-${end}`, previous: start > 0 ? `before-${start}` : null });

function listOf(total: number) {
  const asked: Asked[] = [];
  const store = new RowStore<Row>((ask, signal) => new Promise((answer, fail) => asked.push({ ...ask, signal, answer, fail: (message) => fail(new Error(message)) })), total);
  store.subscribe(() => undefined);
  const settle = () => vi.advanceTimersByTimeAsync(100);
  return { store, asked, settle, id: (index: number) => store.at(index)?.row.id };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the rows of a long list', () => {
  it('go on by cursor where they go on, and by number after a jump', async () => {
    const { store, asked, settle, id } = listOf(1_000_000);
    store.seed(0, page(0, 50), 1_000_000);
    store.want(0, 40);
    await settle();
    expect(asked).toMatchObject([{ cursor: 'after-50', limit: 100 }]);
    asked[0]?.answer(page(50, 150));
    await settle();
    expect(id(149)).toBe('149');
    store.want(500_000, 500_040);
    await settle();
    expect(asked.slice(1)).toMatchObject([{ offset: 499_950 }, { offset: 500_050 }]);
  });

  it('go back by cursor', async () => {
    const { store, asked, settle, id } = listOf(1000);
    store.seed(500, page(500, 550), 1000);
    store.want(470, 500);
    await settle();
    expect(asked).toMatchObject([{ cursor: 'before-500', limit: 100 }]);
    asked[0]?.answer(page(400, 500));
    await settle();
    expect(id(400)).toBe('400');
  });

  it('are no longer waited for once they are scrolled past', async () => {
    const { store, asked, settle, id } = listOf(10_000);
    store.want(5000, 5040);
    await settle();
    store.want(100, 140);
    expect(asked.every(({ signal }) => signal?.aborted)).toBe(true);
    asked[0]?.answer(page(4950, 5050));
    await settle();
    expect(id(4950)).toBeUndefined();
  });

  it('are asked for once a jump rests, not for all that it passes', async () => {
    const { store, asked, settle } = listOf(10_000);
    for (let at = 0; at < 9000; at += 100) store.want(at, at + 40);
    await settle();
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('never take an older answer for a newer one', async () => {
    const { store, asked, settle } = listOf(50);
    store.seed(0, { items: rows(0, 50, 'first'), next: null, previous: null }, 50);
    const older = store.refresh(['7']);
    const newer = store.refresh(['7']);
    asked[1]?.answer({ items: rows(7, 8, 'newer'), next: null, previous: null });
    await newer;
    asked[0]?.answer({ items: rows(7, 8, 'older'), next: null, previous: null });
    await older;
    await settle();
    expect(store.at(7)?.row.note).toBe('newer');
  });

  it('say what went wrong, and are asked for again', async () => {
    const { store, asked, settle, id } = listOf(1000);
    store.want(300, 330);
    await settle();
    asked[0]?.fail('The database is not reachable just now.');
    await settle();
    expect(store.failure).toEqual({ at: 250, message: 'The database is not reachable just now.' });
    store.retry();
    expect(store.failure).toBeNull();
    asked.at(-1)?.answer(page(250, 350));
    await settle();
    expect(id(300)).toBe('300');
  });

  it('are all asked for again, those too whose answer was still on its way and fails as well', async () => {
    const { store, asked, settle, id } = listOf(1000);
    store.want(300, 360);
    await settle();
    expect(asked).toHaveLength(2);
    asked[0]?.fail('The database is not reachable just now.');
    await settle();
    store.retry();
    asked[1]?.fail('The database is not reachable just now.');
    await settle();
    expect(store.failure).toBeNull();
    const [first, second] = asked.slice(2);
    first?.answer(page(250, 350));
    second?.answer(page(350, 450));
    await settle();
    expect([id(300), id(359)]).toEqual(['300', '359']);
    // What fails from then on is said again.
    store.want(700, 720);
    await settle();
    asked.at(-1)?.fail('Still not.');
    await settle();
    expect(store.failure).toMatchObject({ message: 'Still not.' });
  });

  it('stay in their place when they change, and are marked when they no longer fit', async () => {
    const { store, asked } = listOf(3);
    store.seed(0, { items: rows(0, 3), next: null, previous: null }, 3);
    const done = store.refresh(['0', '1', 'elsewhere']);
    asked[0]?.answer({ items: [{ id: '1', note: 'changed' }], next: null, previous: null });
    expect(await done).toMatchObject({ gone: ['0'] });
    expect([0, 1, 2].map((at) => store.at(at))).toMatchObject([
      { row: { id: '0' }, misfits: true },
      { row: { id: '1', note: 'changed' }, misfits: false },
      { row: { id: '2' }, misfits: false },
    ]);
  });

  it('give the ids of a range that reaches past them, up to a limit', async () => {
    const { store, asked } = listOf(1000);
    store.seed(0, page(0, 50), 1000);
    const ids = store.idsBetween(120, 40);
    asked[0]?.answer(page(50, 121));
    expect(await ids).toEqual(rows(40, 121).map(({ id }) => id));
    await expect(store.idsBetween(0, 6000)).rejects.toThrow('5,000 rows at most');
  });

  it('are let go again far away', async () => {
    const { store, asked, settle, id } = listOf(100_000);
    for (let at = 0; at < 6000; at += 100) {
      store.seed(at, page(at, at + 100), 100_000);
    }
    store.want(6000, 6040);
    await settle();
    asked[0]?.answer(page(6000, 6100));
    await settle();
    expect(id(6000)).toBe('6000');
    expect(id(0)).toBeUndefined();
  });

  it('find out when the list has become shorter', async () => {
    const { store, asked, settle } = listOf(1000);
    store.want(900, 940);
    await settle();
    asked[0]?.answer({ items: rows(850, 870), next: null, previous: null });
    await settle();
    expect(store.total).toBe(870);
  });
});
