import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BenchReport } from '../run/run-bench';
import { figure, type ReportLine } from './report-line';

const MARKS: Record<ReportLine['verdict'], string> = { ok: 'ok  ', over: 'OVER', 'not measured': '??  ', 'for information': '    ' };
const [WHAT, REACH] = [54, 44] as const;

/** The report for people, as a table. */
export function reportTable({ machine, data, rounds, floorMs, lines }: BenchReport): string {
  const rows = lines.map(({ verdict, what, reach, measured }) => `${MARKS[verdict]}  ${fit(what, WHAT)}  ${fit(reach, REACH)}  ${measured.slice(0, 200)}`);
  const count = (verdict: ReportLine['verdict']): number => lines.filter((line) => line.verdict === verdict).length;
  return [
    `${figure(data.sites, 0)} Sites of seed ${data.seed}, made for ${data.asOf.slice(0, 10)}; medians of ${rounds} rounds; F = ${figure(floorMs)} ms`,
    `${machine.cpu}, ${machine.cores} cores, ${figure(machine.memoryMb / 1024, 0)} GB; Node ${machine.node}, PostgreSQL ${machine.postgresql}; commit ${machine.commit}`,
    '',
    `      ${fit('What', WHAT)}  ${fit('Reach', REACH)}  Measured`,
    ...rows,
    '',
    `${count('ok')} ok, ${count('over')} over, ${count('not measured')} not measured`,
  ].join('\n');
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

/** The report for machines; its path. */
export function writeReport(report: BenchReport, file = defaultFile(report)): string {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  return file;
}

function defaultFile({ at, data }: BenchReport): string {
  return path.join('bench', 'results', `${at.slice(0, 16).replace(':', '')}-${data.sites}.json`);
}
