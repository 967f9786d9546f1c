import { describe, expect, it } from 'vitest';
import { defaultSettings, storedSettings } from './settings';

describe('settings that an earlier version stored', () => {
  it('begin as in a new workspace where that one knew nothing', () => {
    expect(storedSettings({ expiringDays: 45 })).toEqual({ ...defaultSettings, expiringDays: 45 });
  });

  it('spread the one span of inactivity over all classifications', () => {
    expect(storedSettings({ inactiveDays: 45 }).inactiveDays).toEqual({ personal_draft: 45, team_internal: 45, company_wide: 45, external_candidate: 45 });
    const each = { ...defaultSettings.inactiveDays, personal_draft: 30 };
    expect(storedSettings({ ...defaultSettings, inactiveDays: each }).inactiveDays).toEqual(each);
  });
});
