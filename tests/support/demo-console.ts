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
  close(): Promise<void>;
}

export async function openDemoConsole(env: Record<string, string> = {}): Promise<DemoConsole> {
  const database = await createDemoDatabase();
  const app = await startApp({ databaseUrl: database.url, env });
  const browser = await launchBrowser(app.url);
  return {
    url: app.url,
    database,
    as: async (account, options) => {
      const page = await browser.newPage(options);
      await signInAs(page.context(), `${account}@example.com`, { url: app.url, databaseUrl: database.url });
      return page;
    },
    visitor: (options) => browser.newPage(options),
    requestOn: async (slug) => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        const { rows } = await client.query<{ id: string }>(
          'SELECT r.id FROM request r JOIN site s ON s.id = r.site_id WHERE s.slug = $1 ORDER BY r.created_at DESC LIMIT 1',
          [slug],
        );
        if (rows[0] === undefined) throw new Error(`There is no request on ${slug}.`);
        return rows[0].id;
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await browser.close();
      await app.stop();
      await database.drop();
    },
  };
}
