import type { DecisionRecord } from '@/lib/domain/decision-record';
import { answerLabels, requestStateLabels } from '@/lib/domain/request';
import { DefinitionList } from '../../ui/definition-list';
import { Disclosure } from '../../ui/disclosure';
import { Panel } from '../../ui/panel';
import { ExactInstant } from './exact-instant';

/** Who answered what, on what, and how one tells that it is the record. */
export function RecordHead({ record: { decision, seen }, digest, isWhole }: { record: DecisionRecord; digest: string; isWhole: boolean }) {
  const { reviewer, onBehalfOf, answer, note, outcome, stage, round, decidedAt, policies, pin } = decision;
  const { request } = seen;
  return (
    <Panel title={`${answerLabels[answer]} by ${reviewer.name}`} description={requestStateLabels[outcome]}>
      <DefinitionList
        items={[
          { label: 'Decided', value: <ExactInstant at={decidedAt} /> },
          { label: 'By', value: `${reviewer.name}, ${reviewer.email}` },
          ...(onBehalfOf === null ? [] : [{ label: 'In place of', value: `${onBehalfOf.name}, ${onBehalfOf.email}` }]),
          { label: 'Note', value: note && <span className="whitespace-pre-line">{note}</span>, missing: 'None' },
          { label: 'Asked by', value: `${request.requester.name}, ${request.requester.email}` },
          { label: 'Asked', value: <ExactInstant at={request.submittedAt} /> },
          { label: 'Why', value: <span className="whitespace-pre-line">{request.reason}</span> },
          { label: 'Stage', value: `${stage}, round ${round}` },
          { label: 'Seen', value: `Revision ${request.revision} of the request, revision ${seen.site.revision} of the Site` },
          { label: 'Policies', value: policies.map(({ name, version }) => `${name}, version ${version}`).join('; '), missing: 'None was asked' },
          { label: 'SHA-256', value: <code className="font-mono text-xs break-all">{digest}</code>, hint: isWhole ? 'Of the canonical JSON (RFC 8785) of `record` in the download.' : 'Of the whole record. What is known of other people’s cases is left out for you.' },
        ]}
      />
      {pin !== null && (
        <Disclosure summary="Pinned to">
          <DefinitionList items={Object.entries(pin).map(([label, value]) => ({ label, value: <code className="font-mono text-xs break-all">{value === null ? 'none' : String(value)}</code> }))} />
        </Disclosure>
      )}
    </Panel>
  );
}
