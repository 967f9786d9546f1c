import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTimeOf } from './running-process.mjs';

/**
 * Takes the lock, or says who holds it. A lock whose holder is gone is taken over: it carries the holder's
 * process id and start time, so neither `kill -9` nor a reused id leaves it stuck.
 * @param {string} file
 * @param {string} purpose what the holder does, for whoever meets the lock
 * @returns {{ release: () => void } | { holder: { pid: number, purpose: string } }}
 */
export function takeLock(file, purpose) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid), purpose });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (;;) {
      if (linkUnlessThere(draft, file)) return { release: () => releaseLock(file, mine) };
      const theirs = readIfThere(file);
      if (theirs === undefined) continue;
      const holder = liveHolder(theirs);
      if (holder) return { holder };
      setAside(file, theirs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link is made whole or not at all, content included, which a created and then written file is not. */
function linkUnlessThere(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function liveHolder(content) {
  try {
    const { pid, started, purpose } = JSON.parse(content);
    return startTimeOf(pid) === started ? { pid, purpose } : undefined;
  } catch {
    return undefined; // not ours, or written half
  }
}

/** Two may find the same stale lock: only the file that was read as stale may go, a fresh one is put back. */
function setAside(file, stale) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readIfThere(aside) !== stale) linkUnlessThere(aside, file);
  rmSync(aside, { force: true });
}

function releaseLock(file, mine) {
  if (readIfThere(file) === mine) rmSync(file, { force: true });
}
