import { reasonsText } from '@/lib/domain/forbidden-by';
import type { Database } from '@/lib/db/client';
import { Inventory } from './inventory';
import { judgePolicies } from './judge-policies';
import { readActivePolicies } from './read-policies';

const pageSize = 5_000;

export type ForeseenDisable = { id: string; slug: string; title: string; note: string };

/** What the policies of the sweep would disable as of `now`, Site by Site in the order of their ids; changes nothing, and holds one page in memory. */
export async function* foreseePolicies(db: Database, now: Date, from: string | null = null): AsyncGenerator<ForeseenDisable> {
  const policies = (await readActivePolicies(db.prisma, 'sweep')).filter(({ effects }) => effects.some(({ effect }) => effect === 'disable'));
  if (policies.length === 0) return;
  // Limits of the audience refuse nothing at a sweep, so how many people a Site reaches matters to conditions alone.
  const inventory = await Inventory.open(db, { conditions: policies.map(({ condition }) => condition), limitsPeople: false, now });
  for (let after = from; ; ) {
    const { subjects, through } = await inventory.page(after, pageSize);
    for (const { subject, facts } of subjects) {
      const isOpen = facts.site.state === 'draft' || facts.site.state === 'live';
      const reasons = isOpen ? judgePolicies(policies, facts).disable : [];
      if (reasons.length > 0) yield { ...subject.site, note: reasonsText(reasons) };
    }
    if (through === null) return;
    after = through;
  }
}
