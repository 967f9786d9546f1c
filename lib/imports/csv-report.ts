import type { ImportRefusal } from './parse/refusal';
import { refusalsListed, type SitesCsv } from './parse/csv';
import { toReport, type Plan } from './planned-site';
import { itemsListed, type ImportItem, type ImportReport } from './report';

const outcomes = ['created', 'changed', 'unchanged'] as const;

/** The report of an import that goes by in batches: all of the numbers, the first of the items. */
export class CsvReport {
  private readonly counts = { created: 0, changed: 0, unchanged: 0 };
  private readonly items: Record<(typeof outcomes)[number], ImportItem[]> = { created: [], changed: [], unchanged: [] };
  private readonly refused: ImportRefusal[];
  private refusedOmitted: number;

  constructor({ refused, refusedOmitted }: SitesCsv, private readonly applied: boolean) {
    this.refused = [...refused];
    this.refusedOmitted = refusedOmitted;
  }

  add(plan: Plan): void {
    const { items, ...report } = toReport(plan, this.applied);
    for (const outcome of outcomes) {
      this.counts[outcome] += report[outcome];
      const room = itemsListed - this.items[outcome].length;
      if (room > 0) this.items[outcome].push(...items.filter((item) => item.outcome === outcome).slice(0, room));
    }
    for (const refusal of plan.refused) {
      if (this.refused.length < refusalsListed) this.refused.push(refusal);
      else this.refusedOmitted += 1;
    }
  }

  /** What happens stands before what doesn't, so that a long list is cut where it matters least. */
  whole(): ImportReport {
    const items = outcomes.flatMap((outcome) => this.items[outcome]).slice(0, itemsListed);
    const all = this.counts.created + this.counts.changed + this.counts.unchanged;
    return { applied: this.applied, ...this.counts, refused: this.refused, refusedOmitted: this.refusedOmitted, ignored: [], items, itemsOmitted: all - items.length };
  }
}
