import pg from 'pg';

/** Runs statements one after the other in a session of their own; the rows of each. */
export async function administer<Row extends object = object>(url: string, statements: readonly string[]): Promise<Row[][]> {
  return inSession(url, async (client) => {
    const found: Row[][] = [];
    for (const statement of statements) found.push((await client.query<Row & pg.QueryResultRow>(statement)).rows);
    return found;
  });
}

export async function inSession<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
