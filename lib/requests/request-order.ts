import type { CursorKey } from '@/lib/gate/cursor';
import type { Prisma } from '@/lib/db/generated/client';
import type { RequestSummary } from './request-shape';

export const requestSorts = ['createdAt', '-createdAt', '-risk', 'dueAt'] as const;
type RequestSort = (typeof requestSorts)[number];

/** How a list goes on after a row: `key` is the row's own, as a cursor keeps it. */
type Order = {
  by: Prisma.RequestOrderByWithRelationInput[];
  kind: CursorKey;
  keyOf: (row: RequestSummary) => string | number;
  after: (key: string | number, id: string) => Prisma.RequestWhereInput;
};

/** Stands for no date at all: such rows come last. */
const never = '9999-12-31T23:59:59.999Z';

/** What each sort means. `id` breaks ties; what has no risk or no date comes last. */
export const requestOrders: Record<RequestSort, Order> = {
  createdAt: {
    by: [{ createdAt: 'asc' }, { id: 'asc' }],
    kind: 'instant',
    keyOf: ({ createdAt }) => createdAt,
    after: (key, id) => ({ createdAt: { gte: new Date(key) }, OR: [{ createdAt: { gt: new Date(key) } }, { id: { gt: id } }] }),
  },
  '-createdAt': {
    by: [{ createdAt: 'desc' }, { id: 'desc' }],
    kind: 'instant',
    keyOf: ({ createdAt }) => createdAt,
    after: (key, id) => ({ createdAt: { lte: new Date(key) }, OR: [{ createdAt: { lt: new Date(key) } }, { id: { lt: id } }] }),
  },
  '-risk': {
    by: [{ risk: { sort: 'desc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    kind: 'text',
    // Two requests of one risk stand in the order in which they were made, so the cursor needs both.
    keyOf: ({ risk, createdAt }) => `${risk ?? ''} ${createdAt}`,
    after: (key, id) => afterRisk(String(key), id),
  },
  dueAt: {
    by: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    kind: 'instant',
    keyOf: ({ dueAt }) => dueAt ?? never,
    after: (key, id) => (key === never ? { dueAt: null, id: { gt: id } } : { OR: [{ dueAt: { gt: new Date(key) } }, { dueAt: new Date(key), id: { gt: id } }, { dueAt: null }] }),
  },
};

function afterRisk(key: string, id: string): Prisma.RequestWhereInput {
  const [risk = '', at = ''] = key.split(' ');
  const made = new Date(at);
  // A cursor that was tampered with finds nothing.
  if (Number.isNaN(made.getTime()) || !/^\d{0,3}$/.test(risk)) return { id: { in: [] } };
  const later: Prisma.RequestWhereInput = { OR: [{ createdAt: { gt: made } }, { createdAt: made, id: { gt: id } }] };
  return risk === '' ? { risk: null, ...later } : { OR: [{ risk: { lt: Number(risk) } }, { risk: Number(risk), ...later }, { risk: null }] };
}
