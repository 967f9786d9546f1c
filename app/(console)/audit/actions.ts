'use server';

import type { Option } from '@/components/form/option';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { tryRead } from '@/lib/gate/read';
import { listPeople } from '@/lib/people/list-people';
import { listSites } from '@/lib/sites/list-sites';

/** Reads the whole chain. */
export async function verifyChain() {
  return tryRead(verifyAudit, {});
}

/** People by name or address, those who left too: the log still names them. */
export async function findPeople(q: string): Promise<Option[]> {
  const found = await tryRead(listPeople, { q, limit: 20 });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ id, name, email }) => ({ value: id, label: name, description: email }));
}

/** Sites by name, for the filter. */
export async function findSites(q: string): Promise<Option[]> {
  const found = await tryRead(listSites, { q, limit: 20 });
  if (!found.ok) throw new Error(found.problem.detail);
  return found.answer.items.map(({ slug, title }) => ({ value: slug, label: title, description: slug }));
}
