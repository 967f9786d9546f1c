import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import pg from 'pg';
import { copyFrom, copyTo } from './copy';
import { bulkChange, copyIn, copyOut, firstPage, reviewFacts } from './statements';

/*
 * The floor: what is left when there is nothing between `node:http` and PostgreSQL. No sessions, no permissions, no
 * routes. Told where by DATABASE_URL (the superuser, for the bulk change goes without triggers) and PORT.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c timezone=UTC' });
pool.on('error', () => undefined);

const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
  'GET /ready': async (_request, response) => {
    await pool.query('SELECT 1');
    response.end();
  },
  'GET /page': async (_request, response) => {
    const { rows } = await pool.query(firstPage);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items: rows }));
  },
  'GET /review': async (request, response) => {
    const { rows } = await pool.query({ ...reviewFacts, values: [new URL(request.url ?? '', 'http://floor').searchParams.get('id')] });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows[0]));
  },
  'GET /export': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    return withClient((client) => copyTo(client, copyOut, response));
  },
  'POST /import': async (request, response) => {
    await withoutTriggers((client) => copyFrom(client, copyIn, request));
    response.end();
  },
  'POST /bulk': async (request, response) => {
    const { ids, tag } = (await json(request)) as { ids: string[]; tag: string };
    await withoutTriggers((client) => client.query(bulkChange, [ids, tag]));
    response.end();
  },
};

async function withClient(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** What the product's triggers keep is the product's cost, not the floor's. */
function withoutTriggers(work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  return withClient(async (client) => {
    await client.query('SET session_replication_role = replica');
    await work(client);
    await client.query('RESET session_replication_role');
  });
}

createServer((request, response) => {
  const route = routes[`${request.method} ${request.url?.split('?')[0]}`];
  if (route === undefined) {
    response.writeHead(404).end();
    return;
  }
  route(request, response).catch((error: unknown) => {
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
