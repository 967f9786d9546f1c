import axe from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

/** The names of axe's rules that a theme or a width can change the answer of. */
type Rules = readonly string[];

/** What depends on colour: enough for a page whose structure was looked at in the other theme. */
export const colourRules: Rules = ['color-contrast', 'link-in-text-block'];

interface Finding {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/**
 * Looks at the page as it stands with axe, by all of its rules or by those named. axe arrives through the debugger's
 * own connection, so that the page's content policy stays in force.
 */
export async function axeFindings(page: Page, rules?: Rules): Promise<string[]> {
  await hasTitle(page);
  const session = await page.context().newCDPSession(page);
  try {
    if ((await evaluate(session, 'typeof axe')) === 'undefined') await evaluate(session, axe.source);
    const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) };
    const found = (await evaluate(session, `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`)) as Finding[];
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${help}, at ${target.join(' ')} (${failureSummary.replaceAll(/\s+/g, ' ')})`),
    );
  } finally {
    await session.detach();
  }
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** What is wrong with the frame of the page: not exactly one first heading, no title, or wider than the window. */
export async function frameFindings(page: Page): Promise<string[]> {
  const titled = await hasTitle(page);
  const headings = await page.getByRole('heading', { level: 1 }).allTextContents();
  const { width, room } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  return [
    ...(headings.length === 1 ? [] : [`There are ${headings.length} first headings: ${headings.join(', ')}`]),
    ...(titled ? [] : ['It has no title']),
    ...(width > room ? [`It is ${width} pixels wide in a window of ${room}`] : []),
  ];
}

/** Whether the page has a title. While it changes, the old one is taken away for a moment before the next one is there. */
async function hasTitle(page: Page): Promise<boolean> {
  return page.waitForFunction(() => document.title !== '', undefined, { timeout: 5_000 }).then(() => true, () => false);
}
