import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsSchema, type Settings } from '@/lib/domain/settings';
import { settingsField, settingsOf } from './settings-value';

/** The fields of a tree of figures and words. */
function fill(form: FormData, path: string, tree: object): void {
  for (const [key, value] of Object.entries(tree) as [string, object | number | string][]) {
    if (typeof value === 'object') fill(form, `${path}.${key}`, value);
    else form.set(settingsField(`${path}.${key}`), String(value));
  }
}

/** The form as the page fills it in. */
function formOf(settings: Settings): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(settings)) {
    if (key === 'quietWeekdays') for (const day of settings.quietWeekdays) form.append(settingsField(key), String(day));
    else if (Array.isArray(value)) form.set(settingsField(key), value.join(', '));
    else if (typeof value === 'boolean') {
      if (value) form.set(settingsField(key), 'on');
    } else if (value === null) form.set(settingsField(key), '');
    else if (typeof value === 'object') fill(form, key, value);
    else form.set(settingsField(key), String(value));
  }
  return form;
}

describe('the settings of a form', () => {
  it.each([
    ['as a workspace begins', defaultSettings],
    ['with everything the other way round', { ...defaultSettings, quietWeekdays: [], quietDates: ['2026-12-24', '2026-12-25'], digestAtLeast: 'daily', mailIsRequired: false, tombstoneNamesDays: 730, reminderDays: [3], riskWeights: { ...defaultSettings.riskWeights, forbiddenUse: 77, exposurePercent: { admins_only: 1, custom: 2, workspace_all: 3 } } } satisfies Settings],
  ])('are those that it was filled with, %s', (_how, settings) => {
    expect(settingsOf(formOf(settings))).toEqual(settings);
  });

  it('read dates a line each, and keep what is no number for the server to refuse', () => {
    const form = formOf(defaultSettings);
    form.set(settingsField('quietDates'), '2026-12-24\n2026-12-25\n');
    form.set(settingsField('expiringDays'), '');
    const settings = settingsOf(form);
    expect(settings.quietDates).toEqual(['2026-12-24', '2026-12-25']);
    expect(settingsSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.'))).toEqual(['expiringDays']);
  });
});
