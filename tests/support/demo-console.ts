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
  close(): Promise<void>;
}

export async function openDemoConsole(): Promise<DemoConsole> {
  const database = await createDemoDatabase();
  const app = await startApp({ databaseUrl: database.url });
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
    close: async () => {
      await browser.close();
      await app.stop();
      await database.drop();
    },
  };
}
