import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the control has the focus. @throws when it is out of reach. */
export async function tabTo(page: Page, control: Locator, presses = 80): Promise<void> {
  await control.waitFor();
  for (let pressed = 0; pressed <= presses; pressed += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(control)} can’t be reached with ${presses} presses of Tab.`);
}
