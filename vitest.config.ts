import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const alias = { '@': import.meta.dirname };

export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for their database half of the time: also on two cores, two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // One line of the numbers at the end comes from scripts/test.mjs.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // They keep nothing behind: what is imported once serves all.
          isolate: false,
          include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/house.test.ts'],
          // Property tests go through hundreds of cases; on a busy machine that takes more than the usual five seconds.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts', 'tests/support/build-setup.ts'],
          // A browser under load takes its time; what waits for it does too.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
