import type { Page } from 'playwright-core';

/** Goes to a page and waits until React has taken over: what is pressed before that is lost. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  const taken = page.waitForFunction(() => {
    const heading = document.querySelector('h1');
    return heading !== null && Object.keys(heading).some((key) => key.startsWith('__reactFiber$'));
  });
  await taken.catch((cause: unknown) => {
    throw new Error(`${path} has shown no heading that React has taken over.`, { cause });
  });
  // What listens to keys does so from an effect, which React runs once it has drawn: nothing is left to do after that. A busy page is never idle, and not waited for long.
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })));
}
