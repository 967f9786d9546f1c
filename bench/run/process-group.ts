import { readdirSync, readFileSync } from 'node:fs';

/** The memory that the processes of some groups hold, in bytes; NaN where the system does not tell. */
function residentBytes(groups: readonly number[]): number {
  if (process.platform !== 'linux') return NaN;
  let kilobytes = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name in parentheses may hold anything; the fields behind it are numbers: state, parent, group.
      const [, , groupOf] = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
      if (!groups.includes(Number(groupOf))) continue;
      kilobytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended in between.
    }
  }
  return kilobytes * 1024;
}

/** Runs something and tells by how much the groups’ memory rose above where it began, in bytes. */
export async function memoryGrowth<Value>(groups: readonly number[], work: () => Promise<Value>): Promise<{ value: Value; grownBytes: number }> {
  const before = residentBytes(groups);
  let most = before;
  const look = (): void => void (most = Math.max(most, residentBytes(groups)));
  const timer = setInterval(look, 100);
  try {
    const value = await work();
    look();
    return { value, grownBytes: most - before };
  } finally {
    clearInterval(timer);
  }
}
