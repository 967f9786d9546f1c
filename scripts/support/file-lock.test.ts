import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from './file-lock.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'siteward lock '));
  file = path.join(folder, 'deeper', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('goes to one at a time, and names its holder', () => {
  const first = takeLock(file, 'start');
  expect(takeLock(file, 'script')).toEqual({ holder: { pid: process.pid, purpose: 'start' } });
  if ('release' in first) first.release();
  expect(takeLock(file, 'script')).toHaveProperty('release');
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 30, started: 'long ago', purpose: 'start' })],
  ['a process whose id is in use again', JSON.stringify({ pid: process.pid, started: 'long ago', purpose: 'start' })],
  ['a machine that lost power half way through', ''],
])('is taken over from %s', (_, content) => {
  const first = takeLock(file, 'start');
  if ('release' in first) first.release();
  writeFileSync(file, content);
  expect(takeLock(file, 'start')).toHaveProperty('release');
  expect(readdirSync(path.dirname(file))).toEqual(['lock']);
});

it("leaves somebody else's lock alone on release", () => {
  const mine = takeLock(file, 'start');
  writeFileSync(file, 'theirs');
  if ('release' in mine) mine.release();
  expect(readFileSync(file, 'utf8')).toBe('theirs');
});
