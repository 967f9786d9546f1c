import type { ReportLine } from '../report/report-line';
import type { Bench } from '../run/bench';

/** One part of the report, to be had on its own by `--only`. */
export interface Measurement {
  key: string;
  what: string;
  run: (bench: Bench) => Promise<ReportLine[]>;
}
