import type { Locator } from 'playwright-core';

/** Why a button can't be used, as a screen reader hears it; null when it can be used. */
export async function disabledReason(button: Locator): Promise<string | null> {
  return button.evaluate((element) => {
    if (element.getAttribute('aria-disabled') !== 'true') return null;
    const reason = document.getElementById(element.getAttribute('aria-describedby') ?? '');
    return reason?.textContent ?? '';
  });
}
