import type { Metadata } from 'next';
import { cache } from 'react';
import { RecordHead } from '@/components/requests/dossier/record-head';
import { DossierView } from '@/components/requests/dossier/dossier-view';
import { RecordAnswers } from '@/components/requests/dossier/record-answers';
import { PrintButton } from '@/components/ui/print-button';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { answerLabels, requestKindLabels } from '@/lib/domain/request';
import { longUtcDate } from '@/lib/domain/utc-day';
import { read } from '@/lib/gate/read';
import { getDecisionRecord } from '@/lib/requests/get-decision-record';

type Props = { params: Promise<{ requestId: string }>; searchParams: Promise<{ decision?: string }> };

/** Once for the title and the page. */
const load = cache((requestId: string, decisionId: string | undefined) => read(getDecisionRecord, { requestId, ...(decisionId !== undefined && { decisionId }) }));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { record } = await load((await params).requestId, (await searchParams).decision);
  return { title: `Decision record: ${record.seen.site.title}` };
}

/** What was seen when a request was decided. Everything below the head comes from the record alone: it reads the same for good. */
export default async function DecisionRecordPage({ params, searchParams }: Props) {
  const { requestId } = await params;
  const { record, digest, isIntact, isWhole, decisions } = await load(requestId, (await searchParams).decision);
  const { decision, seen } = record;
  const hrefOf = (id: string) => `/requests/${requestId}/record?decision=${id}`;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Requests', href: '/requests' }, { label: `${requestKindLabels[seen.request.kind]}: ${seen.site.title}`, href: `/requests/${requestId}` }]}
        title={`Decision record: ${seen.site.title}`}
        description="What was seen when it was decided, as it was kept then. Nothing that happened since changes it."
        actions={
          <span data-print="no" className="flex gap-2">
            <PrintButton />
            <LinkButton href={`/api/v1/requests/${requestId}/record?decisionId=${decision.id}`} prefetch={false} download={`decision-${decision.id}.json`}>
              JSON
            </LinkButton>
          </span>
        }
      />
      {decisions.length > 1 && (
        <Tabs
          label="Answers"
          current={hrefOf(decision.id)}
          items={decisions.map(({ id, reviewer, answer, decidedAt }) => ({ href: hrefOf(id), label: `${answerLabels[answer]} by ${reviewer}, ${longUtcDate(new Date(decidedAt))}` }))}
        />
      )}
      {!isIntact && (
        <div className="mb-4">
          <Callout tone="danger" title="The text of this record is not the one that was kept">
            Its digest does not fit. Somebody has changed it in the database; look at the audit log and at a backup.
          </Callout>
        </div>
      )}
      <div className="space-y-4">
        <RecordHead record={record} digest={digest} isWhole={isWhole} />
        <DossierView dossier={seen} isCounted now={seen.at} />
        <RecordAnswers seen={seen} />
      </div>
    </>
  );
}
