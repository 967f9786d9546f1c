'use server';

import { tryRead } from '@/lib/gate/read';
import { listGroups } from '@/lib/people/list-groups';
import { listPeople } from '@/lib/people/list-people';
import type { Option } from '@/components/form/option';

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

/** The same by address: what a filter calls them, so that its link reads well. */
export async function findByAddress(query: string): Promise<Option[]> {
  const found = await tryRead(listPeople, { q: query, limit: shown });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ name, email }) => ({ value: email, label: name, description: email }));
}

/** The names of those whose addresses stand in a text; at most ten are looked up. */
export async function nameByAddress(text: string): Promise<{ email: string; name: string }[]> {
  const addresses = (text.match(/[^\s,"]+@[^\s,"]+/g) ?? []).map((address) => address.replace(/^-/, '')).slice(0, 10);
  const found = await Promise.all(addresses.map((q) => tryRead(listPeople, { q, limit: '1' })));
  return found.flatMap((each) => (each.ok ? each.answer.items.map(({ email, name }) => ({ email, name })) : []));
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
