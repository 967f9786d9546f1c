import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../../tests/support/chromium';
import { atMost, figure, milliseconds } from '../report/report-line';
import { type Bench, FIRST_PAGE } from '../run/bench';
import { startNextFloor } from '../run/services';
import { median } from '../run/statistics';
import { Cleanup } from '../../scripts/support/processes';
import type { Measurement } from './measurement';

const ROWS = 50;
const VISITS = 8;
/** High enough that fifty rows are in sight: a list that draws only what is seen has to draw them all. */
const VIEWPORT = { width: 1440, height: 4_000 };

/** Looks at each frame whether the rows are there, and notes when, on the page's own clock, which begins with the visit. */
const WATCH_ROWS = `
  (function look() {
    const last = document.querySelectorAll('tbody tr')[${ROWS - 1}]?.getBoundingClientRect();
    if (last !== undefined && last.height > 0 && last.top < innerHeight) performance.mark('bench-rows');
    else requestAnimationFrame(look);
  })();`;

/** The list in a real browser: how soon it is there, and what scripts it brings. */
export const inTheBrowser: Measurement = {
  key: 'browser',
  what: 'The list page in the browser',
  run: async (bench) => {
    const cleanup = new Cleanup();
    try {
      const { executable, remove } = await findChromium();
      cleanup.add(remove);
      const floor = await startNextFloor(bench.appUrl, cleanup);
      cleanup.add(() => floor.stop());
      const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'] });
      cleanup.add(() => browser.close());
      const list = `${bench.product.url}/sites?${FIRST_PAGE.replace(/&limit=\d+/, '')}`;
      const found = await compare(browser, bench, { list, bare: `${floor.url}/` });
      const bytes = await scriptBytes(browser, bench, list);
      return [
        atMost(2.5, found.ratio, {
          key: 'browser',
          what: `The list page, warm, until ${ROWS} rows are visible`,
          reach: 'at most 2.5 x a bare Next page',
          measured: `${milliseconds(found.productMs)}, the bare page ${milliseconds(found.floorMs)} = ${figure(found.ratio)} x`,
          details: found,
        }),
        atMost(230, bytes / 1000, { key: 'browser', what: 'JavaScript for the list page', reach: 'at most 230 kB compressed', measured: `${figure(bytes / 1000, 0)} kB` }),
      ];
    } finally {
      await cleanup.run();
    }
  },
};

async function compare(browser: Browser, bench: Bench, { list, bare }: { list: string; bare: string }): Promise<{ floorMs: number; productMs: number; ratio: number }> {
  const product = await contextFor(browser, bench);
  const plain = await contextFor(browser);
  for (const [context, url] of [[plain, bare], [product, list]] as const) await visit(context, url);
  const rounds: { floorMs: number; productMs: number }[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const floorMs: number[] = [];
    const productMs: number[] = [];
    for (let at = 0; at < VISITS; at += 1) {
      floorMs.push(await visit(plain, bare));
      productMs.push(await visit(product, list));
    }
    rounds.push({ floorMs: median(floorMs), productMs: median(productMs) });
  }
  return {
    floorMs: median(rounds.map(({ floorMs }) => floorMs)),
    productMs: median(rounds.map(({ productMs }) => productMs)),
    ratio: median(rounds.map((round) => round.productMs / round.floorMs)),
  };
}

async function contextFor(browser: Browser, bench?: Bench): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  if (bench !== undefined) {
    const [name = '', value = ''] = bench.product.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: bench.product.url, httpOnly: true, sameSite: 'Lax' }]);
  }
  await context.addInitScript({ content: WATCH_ROWS });
  return context;
}

/** Milliseconds from the beginning of a visit until the rows are to be seen. */
async function visit(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  try {
    await page.goto(url);
    const mark = await page.waitForFunction(() => performance.getEntriesByName('bench-rows')[0]?.startTime, undefined, { timeout: 20_000 });
    return (await mark.jsonValue()) ?? NaN;
  } finally {
    await page.close();
  }
}

/** What the scripts of a first visit weigh, compressed, in bytes. */
async function scriptBytes(browser: Browser, bench: Bench, url: string): Promise<number> {
  const context = await contextFor(browser, bench);
  try {
    const page = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => void (response.request().resourceType() === 'script' && scripts.push(response.body())));
    await page.goto(url, { waitUntil: 'load' });
    // What is fetched after a while is not what the list needs; what it asks for at once is.
    await page.waitForFunction(() => performance.getEntriesByName('bench-rows').length > 0);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    return (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  } finally {
    await context.close();
  }
}
