import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, sensitivityLabels, sourceModeLabels } from '@/lib/domain/classification';
import { roleLabels } from '@/lib/domain/permissions';
import { disableReasonLabels, siteStateLabels } from '@/lib/domain/site';

/** Codes that a change may hold, as people say them. None of them means two things. */
const labels: Record<string, string> = {
  ...audienceLabels,
  ...classificationLabels,
  ...sensitivityLabels,
  ...sourceModeLabels,
  ...siteStateLabels,
  ...disableReasonLabels,
  ...roleLabels,
};

const coded = new Set(['audience', 'mode', 'observedMode', 'observedAudience', 'classification', 'sensitivity', 'state', 'roles', 'disableReason', 'reason', 'drift']);

/** A field's name as a heading: `lastReviewedAt` becomes "Last reviewed", `lifetimeDays.team_internal` "Lifetime days, team internal". */
export function fieldText(field: string): string {
  const words = field
    .replace(/(?<=[a-z])(At|Id)$/, '')
    .replaceAll('.', ', ')
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value of the log as text. Names stand for whatever has one; nothing of it is lost, only written shorter. */
export function valueText(value: unknown, field: string): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (typeof value === 'string') return coded.has(field) ? (labels[value] ?? value) : value;
  if (Array.isArray(value)) return value.map((entry) => valueText(entry, field)).join(', ');
  return objectText(value as Record<string, unknown>, field);
}

function objectText(value: Record<string, unknown>, field: string): string {
  if (typeof value['mode'] === 'string' && ('people' in value || 'groups' in value || 'emails' in value)) return audienceText(value);
  const name = value['name'] ?? value['title'] ?? value['email'];
  if (typeof name === 'string') {
    const rest = Object.entries(value).filter(([key]) => !['id', 'key', 'name', 'title', 'email', 'active', 'slug'].includes(key));
    const notes = rest.map(([key, entry]) => valueText(entry, key)).filter(Boolean);
    return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
  }
  return Object.entries(value)
    .map(([key, entry]) => [fieldText(key), valueText(entry, key)] as const)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key}: ${text}`)
    .join('; ') || valueText(Object.keys(value).length === 0 ? '' : JSON.stringify(value), field);
}

function audienceText(value: Record<string, unknown>): string {
  const mode = valueText(value['mode'], 'mode');
  const listed = ['people', 'groups', 'emails'].flatMap((key) => (Array.isArray(value[key]) ? (value[key] as unknown[]) : []));
  if (listed.length === 0) return mode;
  const shown = listed.slice(0, 10).map((entry) => valueText(entry, 'name'));
  const more = listed.length > shown.length ? ` and ${(listed.length - shown.length).toLocaleString('en-US')} more` : '';
  return `${mode}: ${shown.join(', ')}${more}`;
}
