import { afterAll, beforeAll, it, expect } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { axeFindings, frameFindings } from '../support/a11y';
let demo: DemoConsole;
beforeAll(async () => { const t=Date.now(); demo = await openDemoConsole(); console.log('open', Date.now()-t); });
afterAll(() => demo.close());
it('x', async () => {
  const page = await demo.as('admin', { width: 1440, theme: 'dark' });
  for (const path of ['/', '/sites', '/sites/pipeline-radar', '/audit', '/settings/permissions']) {
    let t = Date.now();
    await page.goto(path); console.log(path, 'goto', Date.now() - t); t = Date.now();
    console.log(await axeFindings(page), await frameFindings(page)); console.log('axe', Date.now() - t); t = Date.now();
    await page.emulateMedia({ colorScheme: 'light' });
    console.log(await axeFindings(page, ['color-contrast'])); console.log('axe light colour', Date.now() - t); t = Date.now();
    await page.setViewportSize({ width: 390, height: 844 });
    console.log(await axeFindings(page), await frameFindings(page)); console.log('axe 390', Date.now() - t); t = Date.now();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  expect(1).toBe(1);
});
