import pg from 'pg';
import type { Page } from 'playwright-core';
import { startApp } from './app';
import { launchBrowser, type PageOptions } from './browser';
import { createDemoDatabase } from './demo-database';
import { signInAs } from './sign-in';
import type { TestDatabase } from './test-database';

/** The demo's accounts, by the part of their address before the @. */
export type Account = 'admin' | 'owner' | 'reviewer' | 'auditor' | 'member';

/** The demo workspace, served by the production build, and a browser on it. */
export interface DemoConsole {
  url: string;
  database: TestDatabase;
  /** A page of somebody who is signed in, in a browser session of their own. Call it inside a test. */
  as(account: Account, options?: PageOptions): Promise<Page>;
  /** A page of somebody who is not signed in. */
  visitor(options?: PageOptions): Promise<Page>;
  /** The id of the newest request on a Site. */
  requestOn(slug: string): Promise<string>;
  /** The id of an access review, and of its first Site by title. */
  campaign(name: string): Promise<{ id: string; siteId: string }>;
  /** The id of a data source. */
  source(key: string): Promise<string>;
  close(): Promise<void>;
}

export async function openDemoConsole(env: Record<string, string> = {}): Promise<DemoConsole> {
  const database = await createDemoDatabase();
  const app = await startApp({ databaseUrl: database.url, env });
  const browser = await launchBrowser(app.url);
  const find = async <Row extends object>(sql: string, value: string): Promise<Row> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const { rows } = await client.query<Row>(sql, [value]);
      if (rows[0] === undefined) throw new Error(`The demo has no ${value}.`);
      return rows[0];
    } finally {
      await client.end();
    }
  };
  return {
    url: app.url,
    database,
    as: async (account, options) => {
      const page = await browser.newPage(options);
      await signInAs(page.context(), `${account}@example.com`, { url: app.url, databaseUrl: database.url });
      return page;
    },
    visitor: (options) => browser.newPage(options),
    requestOn: async (slug) =>
      (await find<{ id: string }>('SELECT r.id FROM request r JOIN site s ON s.id = r.site_id WHERE s.slug = $1 ORDER BY r.created_at DESC LIMIT 1', slug)).id,
    campaign: (name) => find('SELECT c.id, i.site_id AS "siteId" FROM campaign c JOIN campaign_item i ON i.campaign_id = c.id WHERE c.name = $1 ORDER BY i.site_title LIMIT 1', name),
    source: async (key) => (await find<{ id: string }>('SELECT id FROM data_source WHERE key = $1', key)).id,
    close: async () => {
      await browser.close();
      await app.stop();
      await database.drop();
    },
  };
}
