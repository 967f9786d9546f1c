import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ModeBadge } from '@/components/sources/mode-badge';
import { SourceForm } from '@/components/sources/source-form';
import { matrixHref, sitesOfSource } from '@/components/sources/source-links';
import { SensitivityBadge } from '@/components/sites/site-badges';
import { DefinitionList } from '@/components/ui/definition-list';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { PersonChip } from '@/components/ui/person-chip';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { getSource } from '@/lib/sources/list-source-uses';
import { previewSource as preview } from '@/lib/sources/preview-source';
import { findPeople } from '../../lookups';
import { changeSource, previewSource } from '../actions';

type Props = { params: Promise<{ sourceId: string }> };

const readSource = cache(async (sourceId: string) => {
  const found = await tryRead(getSource, { sourceId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readSource((await params).sourceId)).name };
}

export default async function SourcePage({ params }: Props) {
  const source = await readSource((await params).sourceId);
  const mayChange = judge('source.change', roleStandings(await requireActor()));
  const { key, sites, conflicts } = source;
  const link = (count: number, href: string) =>
    count === 0 ? (
      '0'
    ) : (
      <Link href={href} className="inline-flex min-h-6 items-center underline">
        {count.toLocaleString('en-US')}
      </Link>
    );
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Data sources', href: '/sources' }]}
        title={source.name}
        meta={
          <>
            <SensitivityBadge sensitivity={source.sensitivity} />
            <ModeBadge mode={source.mode} />
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        {mayChange.allowed ? (
          <Panel title="Change it">
            <SourceForm key={source.revision} source={source} impact={await read(preview, { sourceId: source.id })} previewSource={previewSource} changeSource={changeSource} findPeople={findPeople} />
          </Panel>
        ) : (
          <Panel title="What the workspace says of it" description={mayChange.reason}>
            <DefinitionList
              items={[
                { label: 'Owner', value: source.owner && <PersonChip name={source.owner.name} secondary={source.owner.email} departed={!source.owner.active} />, missing: 'Nobody' },
                { label: 'Note', value: source.note },
              ]}
            />
          </Panel>
        )}
        <Panel title="Who uses it">
          <DefinitionList
            items={[
              { label: 'Key', value: <code className="font-mono text-xs">{key}</code> },
              { label: 'Sites', value: link(sites.total, sitesOfSource(key)) },
              { label: 'Open to others', value: link(sites.open, sitesOfSource(key, { audience: 'custom,workspace_all' })) },
              { label: 'Reading only', value: link(sites.readOnly, matrixHref({ uses: key, mode: 'read_only' })) },
              { label: 'With confirmation', value: link(sites.confirmationRequired, matrixHref({ uses: key, mode: 'confirmation_required' })) },
              { label: 'Writing', value: link(sites.writeCapable, matrixHref({ uses: key, mode: 'write_capable' })) },
              { label: 'Not allowed', value: link(sites.notAllowed, matrixHref({ uses: key, problem: 'not_allowed' })) },
              { label: 'Must not meet', value: conflicts.join(', '), missing: 'Nothing' },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
