'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { ImportItem } from '@/lib/imports/report';
import { EventChanges } from '../audit/event-changes';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import type { Tone } from '../ui/tone';

export interface ReportItemsProps {
  items: ImportItem[];
  applied: boolean;
  now: string;
}

const step = 50;

const words: Record<ImportItem['outcome'], { would: string; did: string; tone: Tone }> = {
  created: { would: 'New', did: 'Registered', tone: 'success' },
  changed: { would: 'Changes', did: 'Changed', tone: 'info' },
  unchanged: { would: 'Unchanged', did: 'Unchanged', tone: 'neutral' },
};

/** The Sites behind the numbers, what happens before what doesn't, each with its fields before and after. */
export function ReportItems({ items, applied, now }: ReportItemsProps) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <ul className="divide-y divide-line">
        {items.slice(0, shown).map((item) => (
          <li key={`${item.from}-${item.site.slug}`} className="px-4 py-2">
            <Item item={item} applied={applied} now={now} />
          </li>
        ))}
      </ul>
      {shown < items.length && (
        <div className="border-t border-line px-4 py-2">
          <Button size="sm" onClick={() => setShown(shown + 4 * step)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function Item({ item, applied, now }: { item: ImportItem; applied: boolean; now: string }) {
  const { from, outcome, site, changes } = item;
  const { would, did, tone } = words[outcome];
  const fields = Object.keys(changes).length;
  const exists = applied || outcome !== 'created';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone}>{applied ? did : would}</Badge>
        {exists ? (
          <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 items-center font-medium break-words underline decoration-line underline-offset-2 hover:decoration-current">
            {site.title}
          </Link>
        ) : (
          <span className="font-medium break-words">{site.title}</span>
        )}
        <span className="min-w-0 font-mono text-xs break-all text-muted">{from}</span>
      </div>
      {fields > 0 && (
        <Disclosure summary={`${fields === 1 ? '1 field' : `${fields} fields`}, before and after`} startsOpen={outcome === 'changed'}>
          <EventChanges changes={changes} now={now} />
        </Disclosure>
      )}
    </>
  );
}
