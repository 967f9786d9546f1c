export type InstantFormat = 'date' | 'time' | 'relative' | 'both';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (figure: number): string => String(figure).padStart(2, '0');

// Written by hand: Node's and the browser's language data need not agree, and hydration would notice.
const utcDate = (at: Date): string => `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
const localDate = (at: Date): string => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`;
const utcTime = (at: Date): string => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
const localTime = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

const minute = 60_000;
const steps = [
  { span: 365 * 24 * 60 * minute, unit: 'y' },
  { span: 30 * 24 * 60 * minute, unit: 'mo' },
  { span: 24 * 60 * minute, unit: 'd' },
  { span: 60 * minute, unit: 'h' },
  { span: minute, unit: 'min' },
];

const relative = (at: Date, now: Date): string => {
  const distance = at.getTime() - now.getTime();
  const size = Math.abs(distance);
  // Days stay days up to three months: "in 45 d" can be planned with, "in 1 mo" can't.
  const step = steps.find(({ span, unit }) => size >= (unit === 'mo' ? span * 3 : span));
  if (!step) return 'just now';
  const count = `${Math.floor(size / step.span)} ${step.unit}`;
  return distance > 0 ? `in ${count}` : `${count} ago`;
};

/** How a moment is written, and its exact form for the hover. */
export function instantText(at: Date, now: Date, format: InstantFormat, isLocal: boolean): { text: string; exact: string } {
  if (Number.isNaN(at.getTime())) return { text: 'Unknown time', exact: '' };
  const date = isLocal ? localDate(at) : utcDate(at);
  const utc = `${utcDate(at)}, ${utcTime(at)}:${two(at.getUTCSeconds())} UTC`;
  const exact = isLocal ? `${date}, ${localTime(at)} local · ${utc}` : utc;
  const texts: Record<InstantFormat, () => string> = {
    date: () => date,
    time: () => `${date}, ${isLocal ? localTime(at) : `${utcTime(at)} UTC`}`,
    relative: () => relative(at, now),
    both: () => `${date} (${relative(at, now)})`,
  };
  return { text: texts[format](), exact };
}
