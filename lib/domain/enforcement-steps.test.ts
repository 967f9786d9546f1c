import { describe, expect, it } from 'vitest';
import { stepsOf, wishInWords } from './enforcement-steps';

const site = { slug: 'crm-notes', title: 'CRM Notes', url: 'https://crm-2.acme.chatgpt.site', projectId: 'appgprj_1' };
const text = (...given: Parameters<typeof stepsOf>): string => stepsOf(...given).map((step) => step.text).join('\n');

describe('the steps of a task', () => {
  it('begin at the Site’s address, or at its id where it has none', () => {
    expect(stepsOf({ aspect: 'availability', open: false }, site)[0]?.copies).toEqual([{ label: 'Copy the URL', value: site.url }]);
    expect(stepsOf({ aspect: 'availability', open: false }, { ...site, url: null })[0]?.copies).toEqual([{ label: 'Copy the project id', value: 'appgprj_1' }]);
  });

  it('name the menu item and what to choose, with names and addresses to paste', () => {
    const bo = { email: 'bo@example.com', name: 'Bo' };
    const named = { aspect: 'access', mode: 'custom', people: [bo, { email: 'cy@example.com', name: 'Cy' }], groups: [{ id: null, name: 'Sales' }] } as const;
    const steps = stepsOf({ ...named, people: [...named.people], groups: [...named.groups] }, site);
    expect(steps.map((step) => step.text).join('\n')).toMatch(/Manage access.*Only those invited[\s\S]*Bo \(bo@example\.com\), Cy \(cy@example\.com\)[\s\S]*Sales/);
    expect(steps.flatMap(({ copies }) => copies.map(({ value }) => value))).toEqual([site.url, 'bo@example.com, cy@example.com', 'Sales']);
    expect(text({ aspect: 'ownership', ...bo }, site)).toMatch(/Transfer ownership[\s\S]*Bo \(bo@example\.com\)/);
    expect(text({ aspect: 'availability', open: false }, site)).toContain('Suspend');
    expect(text({ aspect: 'availability', open: true }, site)).toContain('Reinstate');
    expect(text({ aspect: 'access', mode: 'workspace_all', people: [], groups: [] }, site)).toContain('Anyone in this workspace with the link');
  });

  it('have the platform’s own slug typed for a deletion', () => {
    expect(text({ aspect: 'existence', exists: false }, site)).toContain('type “crm-2”');
    expect(text({ aspect: 'existence', exists: false }, { ...site, url: 'https://apps.example.com' })).toContain('type “crm-notes”');
  });

  it('are told in one line', () => {
    expect(wishInWords({ aspect: 'access', mode: 'custom', people: [{ email: 'a@b.c', name: 'A' }], groups: [] })).toBe('Let in: 1 named person');
    expect(wishInWords({ aspect: 'access', mode: 'admins_only', people: [], groups: [] })).toBe('Let in: owner and workspace admins');
  });
});
