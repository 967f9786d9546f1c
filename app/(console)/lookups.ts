'use server';

import { audienceLabels } from '@/lib/domain/audience';
import { siteStateLabels } from '@/lib/domain/site';
import { tryRead } from '@/lib/gate/read';
import { listGroups } from '@/lib/people/list-groups';
import { listPeople } from '@/lib/people/list-people';
import { listSites } from '@/lib/sites/list-sites';
import type { Option } from '@/components/form/option';
import type { PaletteCommand } from '@/components/ui/palette-command';

const shown = '20';

/** Active people by name or address, for a combo box. */
export async function findPeople(query: string): Promise<Option[]> {
  const found = await tryRead(listPeople, { q: query, active: 'true', limit: shown });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ id, name, email, department }) => ({
    value: id,
    label: name,
    description: department === null ? email : `${email} · ${department.name}`,
  }));
}

/** Groups by name, with how many people they let in, for a combo box. */
export async function findGroups(query: string): Promise<Option[]> {
  const found = await tryRead(listGroups, { q: query, limit: shown });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ id, name, size }) => ({
    value: id,
    label: name,
    description: `${size.toLocaleString('en-US')} ${size === 1 ? 'person' : 'people'}`,
  }));
}

/** Sites for the palette. */
export async function findSites(query: string): Promise<PaletteCommand[]> {
  if (query.trim() === '') return [];
  const found = await tryRead(listSites, { q: query.trim().slice(0, 200), limit: '8' });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ id, slug, title, state, audience, owner }) => ({
    id,
    label: title,
    group: 'Sites',
    href: `/sites/${slug}`,
    hint: [siteStateLabels[state], audienceLabels[audience], owner?.name].filter(Boolean).join(' · '),
  }));
}
