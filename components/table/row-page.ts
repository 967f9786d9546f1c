/** One answer of a list: rows, and where the list goes on after and before them. */
export interface RowPage<Row> {
  items: Row[];
  next: string | null;
  previous: string | null;
}

/** What a list can be asked for: the rows at a cursor, from a row's number on, or those with certain ids. */
export type RowAsk = { limit: number; cursor?: string | undefined; offset?: number | undefined; ids?: readonly string[] | undefined };

export type ReadRows<Row> = (ask: RowAsk, signal?: AbortSignal) => Promise<RowPage<Row>>;
