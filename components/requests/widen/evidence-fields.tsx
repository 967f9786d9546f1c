'use client';

import { evidenceLabels, evidenceOutcomeLabels, evidenceOutcomes, type EvidenceKind } from '@/lib/domain/evidence';
import type { PlanView } from '@/lib/requests/plan-shape';
import { Select } from '../../form/select';
import { TextArea } from '../../form/text-area';
import { TextField } from '../../form/text-field';
import { FileField } from './file-field';
import { noEvidence, type EvidenceValue, type WidenValue } from './widen-value';

export interface EvidenceFieldsProps {
  siteId: string;
  asked: PlanView['evidence'];
  value: WidenValue['evidence'];
  onChange: (value: WidenValue['evidence']) => void;
  errorOf: (kind: EvidenceKind) => string | undefined;
}

/** What is written where, by what is asked for. */
const prompts: Record<EvidenceKind, string> = {
  source_diff: 'What was looked at, by whom, with what result',
  build: 'Which build, and how it went',
  bindings: 'What is kept where, and who can read it',
  secrets_scan: 'What was scanned with what, and what it found',
  low_privilege_test: 'As whom it was tried, and what they could see',
  object_access_test: 'Which ids were tried, and what came back',
  rollback_plan: 'How it is taken back, by whom, in what time',
  data_note: 'Which data it shows to whom, and why they may see them',
  content_review: 'Who has read it, and what they said',
};
const aboutCode = new Set<EvidenceKind>(['source_diff', 'build', 'secrets_scan']);
const outcomes = evidenceOutcomes.map((value) => ({ value, label: evidenceOutcomeLabels[value] }));

/** An answer to each demand for evidence. What is missing can be added while the request waits. */
export function EvidenceFields({ siteId, asked, value, onChange, errorOf }: EvidenceFieldsProps) {
  return (
    <div className="divide-y divide-line">
      {asked.map(({ kind, because }) => {
        const given = value[kind] ?? noEvidence;
        const change = (part: Partial<EvidenceValue>) => onChange({ ...value, [kind]: { ...given, ...part } });
        return (
          <fieldset key={kind} className="min-w-0 space-y-2 py-3 first:pt-0 last:pb-0">
            <legend className="float-left mb-1 w-full">
              <span className="font-medium">{evidenceLabels[kind]}</span>
              {because.length > 0 && <span className="ml-2 text-xs text-muted">asked for by {because.map(({ name }) => name).join(', ')}</span>}
            </legend>
            <div className="clear-both grid items-start gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
              <Select name={`outcome-${kind}`} label={`Result of ${evidenceLabels[kind]}`} labelHidden placeholder="Not answered yet" options={outcomes} {...(given.outcome !== '' && { value: given.outcome })} onChange={(next) => change({ outcome: evidenceOutcomes.find((each) => each === next) ?? '' })} />
              <TextArea name={`answer-${kind}`} id={`evidence-${kind}`} label={prompts[kind]} labelHidden required={given.outcome !== ''} placeholder={prompts[kind]} rows={given.outcome === '' ? 1 : 2} maxLength={4000} value={given.answer} onChange={(event) => change({ answer: event.target.value })} error={errorOf(kind)} />
            </div>
            {given.outcome !== '' && (
            <div className="grid items-start gap-2 sm:grid-cols-2 lg:grid-cols-3">
              {aboutCode.has(kind) && <TextField name={`commit-${kind}`} label={`Commit of ${evidenceLabels[kind]}`} labelHidden mono placeholder="Commit" maxLength={64} value={given.commit} onChange={(event) => change({ commit: event.target.value })} />}
              <TextField name={`link-${kind}`} label={`Link for ${evidenceLabels[kind]}`} labelHidden type="url" placeholder="Link" maxLength={2000} value={given.link} onChange={(event) => change({ link: event.target.value })} />
              <FileField siteId={siteId} label={evidenceLabels[kind]} value={given.attachment} onChange={(attachment) => change({ attachment })} />
            </div>
            )}
          </fieldset>
        );
      })}
    </div>
  );
}
