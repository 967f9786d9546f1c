import type pg from 'pg';
import type { Prisma } from '@/lib/db/generated/client';
import { takeExportTurn } from './export-turns';

/** Rows of one FETCH: half a megabyte of text, and a thousand round trips for a million. */
const batch = 1_000;
/** How long a reader may pause before the connection is taken back, in milliseconds. */
const longestPause = 2 * 60_000;

/** A row as PostgreSQL writes it, column by column: nothing is parsed that would only be written again. */
export type TextRow = readonly (string | null)[];
const asText = { getTypeParser: () => (value: string): string => value };

const ignore = (): void => undefined;

/** One statement read by a server-side cursor, and whatever is asked besides: all of one snapshot. */
export class ExportSnapshot {
  private readonly timer: NodeJS.Timeout;
  private over: Error | null = null;
  private lost: (() => void) | null = null;

  private constructor(private readonly client: pg.PoolClient, private readonly free: () => void) {
    // A connection that dies between two statements tells nobody else; unheard, it would end the process. The next statement fails.
    client.on('error', ignore);
    this.timer = setTimeout(() => this.takeBack(), longestPause).unref();
  }

  /**
   * Takes a connection and opens the cursor, so that what is wrong with the statement shows before the answer begins.
   * @throws ProblemError 429 when others export for so long that there is no turn.
   */
  static async open(pool: pg.Pool, statement: Prisma.Sql): Promise<ExportSnapshot> {
    const free = await takeExportTurn(pool);
    const client = await pool.connect().catch((error: unknown) => {
      free();
      throw error;
    });
    const snapshot = new ExportSnapshot(client, free);
    try {
      await snapshot.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // Every row will be read: the plan that is quickest to the last one, not to the first.
      await snapshot.rows('SET LOCAL cursor_tuple_fraction = 1');
      await snapshot.rows(`DECLARE export NO SCROLL CURSOR FOR ${statement.text}`, statement.values);
      return snapshot;
    } catch (error) {
      await snapshot.close();
      throw error;
    }
  }

  /** The next rows of the cursor as text; none at the end. The pool's `statement_timeout` holds for each FETCH alone, so a long export isn't cut. */
  nextTexts(): Promise<TextRow[]> {
    return this.texts(`FETCH ${batch} FROM export`);
  }

  /** The same as objects, their values parsed by `types`. */
  async nextRows<Row extends object>(types: pg.CustomTypesConfig): Promise<Row[]> {
    this.stayOpen();
    return (await this.client.query<Row>({ text: `FETCH ${batch} FROM export`, types })).rows;
  }

  /** Asks something else of the same snapshot. */
  async texts(text: string, values: unknown[] = []): Promise<TextRow[]> {
    this.stayOpen();
    return (await this.client.query<(string | null)[]>({ text, values, rowMode: 'array', types: asText })).rows;
  }

  async rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    this.stayOpen();
    return (await this.client.query<Row>(text, values)).rows;
  }

  /** Gives the connection back, whatever state it is in. */
  async close(): Promise<void> {
    if (!this.end(new Error('the export was closed'))) return;
    const failure = await this.client.query('ROLLBACK').then(() => undefined, (error: Error) => error);
    this.release(failure);
  }

  private stayOpen(): void {
    if (this.over !== null) throw this.over;
    this.timer.refresh();
  }

  /** What to do when the connection was taken back because nobody read on. */
  whenTakenBack(lost: () => void): void {
    this.lost = lost;
  }

  private takeBack(): void {
    if (!this.end(new Error(`nobody read the export for ${longestPause / 1000} seconds`))) return;
    this.release(true);
    this.lost?.();
  }

  private release(failure: Error | boolean | undefined): void {
    this.client.off('error', ignore);
    this.client.release(failure);
  }

  private end(reason: Error): boolean {
    if (this.over !== null) return false;
    this.over = reason;
    clearTimeout(this.timer);
    this.free();
    return true;
  }
}
