import type { Metadata } from 'next';
import { createLoader, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { CsvImport } from '@/components/imports/csv-import';
import { FeedImport } from '@/components/imports/feed-import';
import { importDetails, importKinds, importUrl } from '@/components/imports/import-kinds';
import { ImportNote } from '@/components/imports/import-note';
import { ManifestsImport } from '@/components/imports/manifests-import';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';

export const metadata: Metadata = { title: 'Imports' };

const load = createLoader({ kind: parseAsStringLiteral(importKinds).withDefault('manifests') });
const forms = { manifests: ManifestsImport, feed: FeedImport, csv: CsvImport };

export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const verdict = judge('import.preview', roleStandings(await requireActor()));
  if (!verdict.allowed) return <NotYours page="Imports" title="Imports are for admins">{verdict.reason} A single Site you register under Sites.</NotYours>;
  const { kind } = await load(searchParams);
  const Form = forms[kind];
  return (
    <>
      <PageHeader title="Imports" description="Bring Sites in, or up to date. Each import is checked first; the same input twice changes nothing." />
      <Tabs label="Kinds of import" current={importUrl(kind)} items={importKinds.map((each) => ({ href: importUrl(each), label: importDetails[each].label }))} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <Form key={kind} now={new Date().toISOString()} />
        </div>
        <ImportNote kind={kind} />
      </div>
    </>
  );
}
