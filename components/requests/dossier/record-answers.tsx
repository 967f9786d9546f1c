import { answerLabels } from '@/lib/domain/request';
import type { Dossier } from '@/lib/domain/dossier';
import { Panel } from '../../ui/panel';
import { ExactInstant } from './exact-instant';

/** What others had answered and said before this answer, and how far the stages were. */
export function RecordAnswers({ seen: { answers, comments, plan } }: { seen: Dossier }) {
  return (
    <Panel title="Answers and comments until then">
      <div className="space-y-3">
        {plan !== null && (
          <ul>
            {plan.stages.map(({ key, name, given, approvals, asks }) => (
              <li key={key}>
                <span className="font-medium">{name}</span>: {given} of {approvals}. {asks}
              </li>
            ))}
          </ul>
        )}
        {answers.length === 0 && comments.length === 0 && <p className="text-muted">Nobody had said anything.</p>}
        {answers.map(({ reviewer, onBehalfOf, decision, note, decidedAt, counts }) => (
          <p key={`${reviewer.id}-${decidedAt}`}>
            <span className="font-medium">{answerLabels[decision]}</span> by {reviewer.name}
            {onBehalfOf !== null && ` in place of ${onBehalfOf.name}`}, <ExactInstant at={decidedAt} />
            {!counts && decision === 'approve' && ', of an earlier round'}
            {note !== null && <span className="block whitespace-pre-line text-muted">“{note}”</span>}
          </p>
        ))}
        {comments.map(({ author, text, createdAt }) => (
          <p key={`${author}-${createdAt}`}>
            <span className="font-medium">{author}</span>, <ExactInstant at={createdAt} />
            <span className="block break-words whitespace-pre-line text-muted">{text}</span>
          </p>
        ))}
      </div>
    </Panel>
  );
}
