import type { Database, Tx } from '@/lib/db/client';
import { readLifecycleFacts, type Look, type LifecyclePage } from './read-lifecycle-facts';

type Ahead = { look: Look; page: Promise<LifecyclePage | null> };

/**
 * Reads the next page of Sites while a step still writes what the last one led to. What was read ahead is only where to
 * look: a step decides on Sites as they are under its locks. A page that isn't the one that is asked for (another worker
 * took a step, the settings changed) is read anew.
 */
export class ReadAhead {
  private ahead: Ahead | null = null;
  private read: { look: Look; page: LifecyclePage } | null = null;

  constructor(private readonly db: Database) {}

  begin(look: Look): void {
    if (this.ahead !== null && isSame(this.ahead.look, look)) return;
    // What can't be read now is read when its turn comes, and fails there if it has to.
    this.ahead = { look, page: readLifecycleFacts(this.db.prisma, look).catch(() => null) };
  }

  /** Waits for what was begun; outside of transactions, which may hold the connection that it needs. */
  async arrived(): Promise<void> {
    if (this.ahead === null) return;
    const { look, page } = this.ahead;
    this.ahead = null;
    const found = await page;
    this.read = found === null ? null : { look, page: found };
  }

  /** The page that is asked for. Asked again, as by a step that is tried again, it answers the same. */
  async page(tx: Tx, look: Look): Promise<LifecyclePage> {
    return this.read !== null && isSame(this.read.look, look) ? this.read.page : readLifecycleFacts(tx, look);
  }
}

function isSame(one: Look, other: Look): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
