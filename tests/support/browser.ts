import { type Browser, type BrowserContext, type ConsoleMessage, type Page, chromium } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

/** A real browser on one application. */
export interface TestBrowser {
  /**
   * Opens a page with a session of its own, or in the given one. Call it inside a test: the page is closed with the
   * test, which fails when the page logged an error, threw, or asked any other host for anything.
   */
  newPage(options?: PageOptions): Promise<Page>;
  close: () => Promise<void>;
}

export interface PageOptions {
  theme?: 'light' | 'dark';
  width?: number;
  /** `false`: a browser that runs no script. */
  javaScript?: boolean;
  /** Joins the session of another page. */
  context?: BrowserContext;
  /** Console errors that the test is about, such as the browser's own note of a 403. */
  expect?: RegExp[];
}

/** Starts the run's Chromium for the application at `appUrl`. */
export async function launchBrowser(appUrl: string, executablePath: string = inject('chromium')): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath,
    // As root, and in a container, there is no sandbox to be had; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
  return { newPage: (options) => newPage(browser, new URL(appUrl), options), close: () => browser.close() };
}

async function newPage(browser: Browser, app: URL, { theme = 'light', width = 1280, javaScript = true, context: shared, expect = [] }: PageOptions = {}): Promise<Page> {
  const problems: string[] = [];
  const context =
    shared ??
    (await browser.newContext({ baseURL: app.origin, colorScheme: theme, viewport: { width, height: 900 }, reducedMotion: 'reduce', javaScriptEnabled: javaScript }));
  if (!shared) {
    await context.route(
      (url) => /^(https?|wss?):$/.test(url.protocol) && url.host !== app.host,
      (route) => {
        problems.push(`asked ${route.request().url()}`);
        return route.abort();
      },
    );
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => problems.push(`threw ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expect.some((pattern) => pattern.test(textOf(message)))) problems.push(`logged ${textOf(message)}`);
  });
  onTestFinished(async () => {
    const address = page.url();
    await (shared ? page : context).close();
    if (problems.length > 0) throw new Error(`The page at ${address} ${problems.join('\nand ')}`);
  });
  return page;
}

function textOf(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url})`;
}
