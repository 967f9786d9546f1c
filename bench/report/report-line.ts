/** One line of the report. */
export interface ReportLine {
  /** The name that `--only` takes. */
  key: string;
  what: string;
  /** What is asked for, in words. */
  reach: string;
  /** What was found, in words. */
  measured: string;
  /** The number that is held against the limit; null where nothing could be measured. */
  ratio: number | null;
  verdict: 'ok' | 'over' | 'not measured' | 'for information';
  /** Whatever helps to understand it; goes into the file. */
  details?: unknown;
}

interface Found {
  key: string;
  what: string;
  reach: string;
  measured: string;
  details?: unknown;
}

/** A line that is fine up to a limit. */
export function atMost(limit: number, ratio: number, found: Found): ReportLine {
  return { ...found, ratio, verdict: ratio <= limit ? 'ok' : 'over' };
}

/** A line that is fine from a limit on. */
export function atLeast(limit: number, ratio: number, found: Found): ReportLine {
  return { ...found, ratio, verdict: ratio >= limit ? 'ok' : 'over' };
}

/** A line that nobody asked for and that explains one that was. */
export function information(found: Omit<Found, 'reach'>): ReportLine {
  return { ...found, reach: '', ratio: null, verdict: 'for information' };
}

export function notMeasured(key: string, what: string, why: string): ReportLine {
  return { key, what, reach: '', measured: why, ratio: null, verdict: 'not measured' };
}

/** A number as people read it. */
export const figure = (value: number, digits = 2): string => value.toLocaleString('en', { maximumFractionDigits: digits });
export const milliseconds = (value: number): string => `${figure(value, value < 10 ? 2 : 0)} ms`;
export const times = (ratio: number): string => `${figure(ratio)} F`;
