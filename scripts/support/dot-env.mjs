import { existsSync } from 'node:fs';

/** Reads `.env` in the project's root, where there is one; the real environment wins. */
export function loadDotEnv() {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
