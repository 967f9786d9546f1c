import { v7 as uuidv7 } from 'uuid';
import type { Operation as Permitted } from '@/lib/domain/permissions';
import type { Case } from './api-walk';

/** A data source that nobody has named so yet. */
export function newSource(): { key: string; name: string; sensitivity: 'internal'; mode: 'read_only' } {
  const name = uuidv7().replaceAll('-', '');
  return { key: name, name, sensitivity: 'internal', mode: 'read_only' };
}

/** Two data sources, `:a` and `:b`, that must not meet. A body about the pair is given their ids. */
export function onSource(permission: Permitted, method: string, path: string, body: Record<string, unknown> = {}): Case {
  return {
    needs: [permission],
    prepare: async (world) => {
      const [a, b] = [uuidv7(), uuidv7()].sort() as [string, string];
      await world.db.prisma.dataSource.createMany({ data: [{ id: a, ...newSource() }, { id: b, ...newSource() }] });
      await world.db.prisma.sourceConflict.create({ data: { aId: a, bId: b, reason: 'They must not.' } });
      const pair = path.startsWith('/conflicts') ? { a, b } : {};
      return { path: `/sources${path.replace(':a', a).replace(':b', b)}`, call: method === 'GET' ? {} : { method, body: { ...body, ...pair } } };
    },
  };
}
