import { Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Dossier } from '@/lib/domain/dossier';
import { evidenceLabels, evidenceOutcomeLabels, type Evidence, type EvidenceOutcome } from '@/lib/domain/evidence';
import { Badge } from '../../ui/badge';
import { Panel } from '../../ui/panel';
import { Instant } from '../../ui/time';
import type { Tone } from '../../ui/tone';

const tones: Record<EvidenceOutcome, Tone> = { passed: 'success', failed: 'danger', not_applicable: 'neutral' };

export interface EvidencePanelProps {
  evidence: NonNullable<Dossier['plan']>['evidence'];
  siteId: string;
  now: string;
  actions?: ReactNode;
}

/** What was asked for and what was shown: an answer, a commit, a link, a file with its digest. */
export function EvidencePanel({ evidence, siteId, now, actions }: EvidencePanelProps) {
  const open = evidence.filter(({ isRequired, given }) => isRequired && (given === null || given.outcome === 'failed')).length;
  return (
    <Panel title="Evidence" description={evidence.length === 0 ? undefined : open === 0 ? 'Everything that is asked for is there' : `${open} of what is asked for ${open === 1 ? 'is' : 'are'} not there`} actions={actions}>
      {evidence.length === 0 ? (
        <p className="text-muted">No policy asks for evidence, and none was given.</p>
      ) : (
        <ul className="divide-y divide-line">
          {evidence.map(({ kind, isRequired, because, given }) => (
            <li key={kind} className="py-1.5 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{evidenceLabels[kind]}</span>
                {given === null ? <Badge tone="warning">Missing</Badge> : <Badge tone={tones[given.outcome]}>{evidenceOutcomeLabels[given.outcome]}</Badge>}
                {isRequired ? <span className="text-xs text-muted">asked for by {because.map(({ name }) => name).join(', ')}</span> : <span className="text-xs text-muted">not asked for</span>}
              </p>
              {given !== null && <Answer given={given} siteId={siteId} now={now} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Answer({ given: { answer, commit, link, attachment, by, at }, siteId, now }: { given: Evidence; siteId: string; now: string }) {
  return (
    <div className="grid gap-x-4 xl:grid-cols-[minmax(0,1fr)_auto] xl:items-baseline">
      <p className="break-words whitespace-pre-line">{answer}</p>
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        {commit !== null && (
          <span>
            Commit <code className="font-mono">{commit.slice(0, 12)}</code>
          </span>
        )}
        {link !== null && (
          <a href={link} target="_blank" rel="noreferrer noopener" className="inline-flex min-h-6 items-center break-all underline">
            {link}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        )}
        {attachment !== null && (
          <a href={`/api/v1/sites/${siteId}/attachments/${attachment.id}`} download={attachment.name} className="inline-flex min-h-6 items-center gap-1 underline" title={`SHA-256 ${attachment.digest}`}>
            <Paperclip aria-hidden="true" size={12} />
            {attachment.name} ({Math.max(1, Math.round(attachment.size / 1024)).toLocaleString('en-US')} kB, SHA-256 {attachment.digest.slice(0, 12)}…)
          </a>
        )}
        <span>
          {by.name}, <Instant at={at} now={now} />
        </span>
      </p>
    </div>
  );
}
