import type { TestProject } from 'vitest/node';
import { ensureBuild } from '@/scripts/support/build';
import { Cleanup } from '@/scripts/support/processes';
import { findChromium } from './chromium';

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser's program. */
    chromium: string;
  }
}

/** What end-to-end tests need beside a database: the production build and a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanup = new Cleanup();
  try {
    await ensureBuild({ cleanup });
    const { executable, remove } = await findChromium();
    cleanup.add(remove);
    project.provide('chromium', executable);
    return () => cleanup.run();
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
