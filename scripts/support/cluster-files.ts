import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What opens the embedded database and the demo's sessions; made once, kept for this user's eyes only. */
export interface Credentials {
  /** The superuser `postgres`: migrations and the demo seed. */
  superuserPassword: string;
  /** The application's own role `siteward_app`, which owns nothing. */
  appPassword: string;
  /** Signs the demo's sessions. */
  authSecret: string;
}

/** What runs in a data folder at this moment, for the scripts that want to join in. */
export interface RunningInstance {
  databasePort: number;
  databasePid: number;
  launcherPid: number;
  launcherStarted: string;
  /** Where the application answers, when it is more than a script's database. */
  url?: string;
}

/** Reads the credentials of a data folder, making them the first time. */
export function ensureCredentials(folder: string): Credentials {
  const file = path.join(folder, 'credentials.json');
  if (existsSync(file)) return readJson<Credentials>(file);
  const secret = () => randomBytes(32).toString('base64url');
  const credentials = { superuserPassword: secret(), appPassword: secret(), authSecret: secret() };
  writePrivate(file, credentials);
  return credentials;
}

/** The file that tells what runs in a data folder. */
export function runFile(folder: string): string {
  return path.join(folder, 'run.json');
}

/** Writes a JSON file that only this user may read; whole or not at all. */
export function writePrivate(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Reads what `writePrivate` wrote. */
export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
