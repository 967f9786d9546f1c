import type { Locator, Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { closeDatabase, openDatabase } from '@/lib/db/client';
import { openDemoConsole, type DemoConsole } from './demo-console';
import { visit } from './visit';

/** How many Sites the demo is given besides its own. */
export const numberedCount = 3_000;
/** The list of all of them, and of none of the demo's. */
export const numberedList = '/sites?q=Numbered+Site';
export const titleOf = (index: number): string => `Numbered Site ${String(index).padStart(4, '0')}`;

/** The demo with enough Sites to scroll. */
export async function openNumberedSites(): Promise<DemoConsole> {
  const demo = await openDemoConsole();
  const db = openDatabase(demo.database.url, { role: '', poolSize: 1 });
  try {
    const people = await db.prisma.person.findMany({ where: { email: { in: ['owner@example.com', 'member@example.com'] } }, orderBy: { name: 'asc' } });
    await db.prisma.site.createMany({
      data: Array.from({ length: numberedCount }, (_, at) => ({
        id: uuidv7(),
        slug: `numbered-${at}`,
        title: titleOf(at),
        state: 'draft' as const,
        audience: 'admins_only' as const,
        classification: 'team_internal' as const,
        // Every third belongs to nobody: what is empty stands last.
        ownerId: people[at % 3]?.id ?? null,
      })),
    });
  } finally {
    await closeDatabase(db);
  }
  return demo;
}

/** The list as an admin sees it, once it scrolls. */
export async function openList(demo: DemoConsole, path = numberedList): Promise<Page> {
  const page = await demo.as('admin');
  await visit(page, path);
  await page.getByText(/^Rows [1-9][\d,]*–/).waitFor();
  return page;
}

export const regionOf = (page: Page): Locator => page.getByRole('region', { name: 'Sites', exact: true });
export const rowsOf = (page: Page): Locator => regionOf(page).locator('tbody tr[aria-rowindex]');
/** The row of this number, from 0. */
export const rowOf = (page: Page, index: number): Locator => regionOf(page).locator(`tbody tr[aria-rowindex="${index + 2}"]`);
export const headOf = (page: Page, name: string): Locator => page.getByRole('columnheader', { name });
export const scrollTo = (page: Page, top: number): Promise<void> => regionOf(page).evaluate((element, to) => void (element.scrollTop = to), top);
