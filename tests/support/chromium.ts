import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as playwrightChromium } from 'playwright-core';

/** The browser of a test run, and how to be rid of it. */
export interface FoundChromium {
  executable: string;
  remove: () => Promise<void>;
}

/**
 * Finds a Chromium: the one in CHROMIUM_PATH; else the npm package's, unpacked into a folder of this run's own;
 * elsewhere than on Linux x64 the one that Playwright installed.
 */
export async function findChromium(): Promise<FoundChromium> {
  const nothing = () => Promise.resolve();
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return { executable: named, remove: nothing };
  if (process.platform === 'linux' && process.arch === 'x64') return unpack();
  const installed = playwrightChromium.executablePath();
  if (existsSync(installed)) return { executable: installed, remove: nothing };
  throw new Error('No Chromium for the end-to-end tests. Run `npx playwright-core install chromium`, or set CHROMIUM_PATH to one.');
}

/** The package unpacks into the system's temporary folder, where another run may be half way through the same. */
async function unpack(): Promise<FoundChromium> {
  const folder = await mkdtemp(path.join(tmpdir(), 'siteward-chromium-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return { executable: await chromium.executablePath(), remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
