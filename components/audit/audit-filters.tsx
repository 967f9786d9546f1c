'use client';

import { useRouter } from 'next/navigation';
import { useTransition, type FormEvent } from 'react';
import { eventTypes } from '@/lib/domain/events';
import { ComboBox } from '../form/combo-box';
import { DateField } from '../form/date-field';
import type { Option } from '../form/option';
import { Select } from '../form/select';
import { SubmitButton } from '../form/submit-button';
import { LinkButton } from '../ui/link-button';
import { auditUrl } from './audit-url';

export interface AuditFiltersProps {
  values: Record<string, string>;
  /** The chosen Site and person by name, as far as they are known. */
  site: Option | undefined;
  actor: Option | undefined;
  findSites: (query: string) => Promise<Option[]>;
  findPeople: (query: string) => Promise<Option[]>;
}

const anyType = 'any';
const typeOptions: Option[] = [
  { value: anyType, label: 'Every type' },
  ...Object.entries(eventTypes).map(([value, sentence]) => ({ value, label: value, description: `Somebody ${sentence}` })),
];

/** What to look for in the log. The URL holds it, so a search can be shared. */
export function AuditFilters({ values, site, actor, findSites, findPeople }: AuditFiltersProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '' && entry[1] !== anyType);
    startTransition(() => router.push(auditUrl(Object.fromEntries(given))));
  };
  return (
    <form action="/audit" role="search" aria-label="Search the audit log" onSubmit={apply} className="mb-4">
      <div className="grid grid-cols-2 items-start gap-3 lg:grid-cols-[1fr_1fr_1fr_auto_auto]">
        <div className="max-lg:col-span-2">
          <Select name="type" label="Type" required options={typeOptions} defaultValue={values['type'] ?? anyType} />
        </div>
        <div className="max-lg:col-span-2">
          <ComboBox name="site" label="Site" load={findSites} defaultOption={site} placeholder="Any Site" />
        </div>
        <div className="max-lg:col-span-2">
          <ComboBox name="actor" label="Who" load={findPeople} defaultOption={actor} placeholder="Anybody" />
        </div>
        <DateField name="from" label="From" defaultValue={values['from']} />
        <DateField name="to" label="To" defaultValue={values['to']} />
      </div>
      {values['request'] !== undefined && <input type="hidden" name="request" value={values['request']} />}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <SubmitButton variant="secondary" pending={isPending} pendingLabel="Searching…">
          Search
        </SubmitButton>
        {Object.keys(values).length > 0 && (
          <LinkButton variant="ghost" href="/audit">
            Clear
          </LinkButton>
        )}
        <p className="text-xs text-muted">Days begin and end at midnight UTC; both days are in.</p>
      </div>
    </form>
  );
}
