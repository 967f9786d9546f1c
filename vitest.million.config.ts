import { defineConfig } from 'vitest/config';

/** npm run test:million: the list in a browser with a million Sites. Making them takes minutes, once. */
export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['tests/million/**/*.test.ts'],
    globalSetup: ['tests/support/build-setup.ts'],
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 15 * 60_000,
  },
});
