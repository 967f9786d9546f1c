import { classifications, type Classification } from '@/lib/domain/classification';
import { defaultRiskWeights, type RiskWeights } from '@/lib/domain/risk-weights';
import type { Settings, SilenceRule } from '@/lib/domain/settings';

/** What the form writes in front of each field's path, so that a problem of the server finds its field. */
const prefix = 'settings';

export function settingsField(path: string): string {
  return `${prefix}.${path}`;
}

/** The settings as the form's fields have them. What is no number stays none, and the server says so at its field. */
export function settingsOf(form: FormData): Settings {
  const text = (path: string): string => {
    const value = form.get(settingsField(path));
    return typeof value === 'string' ? value.trim() : '';
  };
  const count = (path: string): number => Number.parseInt(text(path), 10);
  const each = <Value>(key: string, read: (path: string) => Value): Record<Classification, Value> =>
    Object.fromEntries(classifications.map((classification) => [classification, read(`${key}.${classification}`)])) as Record<Classification, Value>;
  const words = (path: string): string[] => text(path).split(/[\s,;]+/).filter((word) => word !== '');
  // The same tree as the defaults, with the figures of the fields.
  const weights = (tree: object, path: string): object =>
    Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, typeof value === 'object' ? weights(value as object, `${path}.${key}`) : count(`${path}.${key}`)]));
  return {
    lifetimeDays: each('lifetimeDays', count),
    longestLifetimeDays: each('longestLifetimeDays', count),
    reviewIntervalDays: each('reviewIntervalDays', count),
    expiringDays: count('expiringDays'),
    inactiveDays: each('inactiveDays', count),
    reminderDays: words('reminderDays').map(Number),
    graceDays: each('graceDays', count),
    retireAfterDays: each('retireAfterDays', count),
    inactivityGraceDays: count('inactivityGraceDays'),
    reviewGraceDays: count('reviewGraceDays'),
    reviewSilence: each('reviewSilence', (path) => text(path) as SilenceRule),
    renewsItselfDays: each('renewsItselfDays', count),
    quietWeekdays: form.getAll(settingsField('quietWeekdays')).map(Number),
    quietDates: words('quietDates'),
    digestAtLeast: text('digestAtLeast') === 'daily' ? 'daily' : 'weekly',
    mailIsRequired: form.get(settingsField('mailIsRequired')) !== null,
    breakerPercent: count('breakerPercent'),
    breakerLeast: count('breakerLeast'),
    confirmDays: count('confirmDays'),
    retirementNoticeDays: count('retirementNoticeDays'),
    requestDueDays: count('requestDueDays'),
    requestReminderDays: count('requestReminderDays'),
    requestEscalateDays: count('requestEscalateDays'),
    termNoticeDays: words('termNoticeDays').map(Number),
    riskWeights: weights(defaultRiskWeights, 'riskWeights') as RiskWeights,
    tombstoneNamesDays: text('tombstoneNamesDays') === '' ? null : count('tombstoneNamesDays'),
  };
}
