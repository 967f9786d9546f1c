import type { Problem } from '@/lib/gate/problem';
import type { WideningPreview } from '@/lib/requests/plan-shape';
import { Callout } from '../../ui/callout';
import { FormattedNumber } from '../../ui/number';
import { Panel } from '../../ui/panel';
import { DepartmentBars } from '../dossier/department-bars';
import { NameList } from '../name-list';

export interface PreviewPanelProps {
  answer: { preview: WideningPreview } | { problem: Pick<Problem, 'detail'> } | null;
  isLoading: boolean;
  failed: boolean;
}

/** What the choice would mean, as one chooses: who gains access, what the policies ask, who decides and how long that takes. */
export function PreviewPanel({ answer, isLoading, failed }: PreviewPanelProps) {
  return (
    <Panel title="What it would mean" description={isLoading ? 'Working it out…' : 'As things are now'}>
      <div aria-live="polite" aria-busy={isLoading} className="space-y-4">
        {failed && <Callout tone="warning" title="The server does not answer">It is asked again by itself; what you wrote stays here.</Callout>}
        {answer === null && !failed && <p className="text-muted">Choose who should get in.</p>}
        {answer !== null && 'problem' in answer && <Callout tone="warning" title={answer.problem.detail} />}
        {answer !== null && 'preview' in answer && <Preview {...answer.preview} />}
      </div>
    </Panel>
  );
}

function Preview({ comparison, diff, plan, problems, usualHours, dueDays }: WideningPreview) {
  const { gains, gaining, departments } = diff;
  if (comparison !== 'wider') {
    return (
      <p className="text-muted">
        {comparison === 'same' ? 'That is the audience already.' : 'Nobody would gain access. Narrow the audience on the Site’s page instead: it takes effect at once.'}
      </p>
    );
  }
  return (
    <>
      <div>
        <p className="text-lg font-semibold">
          <FormattedNumber value={gains} /> {gains === 1 ? 'person gains' : 'people gain'} access
        </p>
        {gains === 0 && <p className="text-muted">Those whom you name get in already. Whoever joins a group later gets in too.</p>}
      </div>
      {departments.length > 0 && <DepartmentBars departments={departments.map(({ name, count }) => ({ name: name ?? 'Without a department', gains: count }))} total={gains} />}
      {gaining.length > 0 && (
        <section aria-labelledby="gaining">
          <h3 id="gaining" className="mb-1 font-medium">
            Who gains access
          </h3>
          <NameList names={gaining.map(({ name, email }) => ({ name, note: email }))} total={gains} listed={6} />
        </section>
      )}
      {problems.map(({ path, message }) => (
        <Callout key={`${path}:${message}`} tone="danger" title={message} />
      ))}
      {plan.judgement.forbidden.map(({ policy, message }) => (
        <Callout key={`${policy.key}:${message}`} tone="danger" title={message}>
          {policy.name} forbids it.
        </Callout>
      ))}
      {plan.judgement.warnings.map(({ policy, message }) => (
        <Callout key={`${policy.key}:${message}`} tone="warning" title={message}>
          {policy.name} tells the reviewers.
        </Callout>
      ))}
      <section aria-labelledby="who-decides">
        <h3 id="who-decides" className="mb-1 font-medium">
          Who decides
        </h3>
        <ol className="list-decimal pl-5">
          {plan.stages.map(({ key, name, approvals, asks, deciders }) => (
            <li key={key}>
              <span className="font-medium">{name}</span>
              {approvals > 1 && `, ${approvals} approvals`}: {asks}
              {deciders.first.length > 0 && (
                <span className="block text-muted">
                  {deciders.first.slice(0, 3).map((person) => person.name).join(', ')}
                  {deciders.count > 3 && ` and ${(deciders.count - 3).toLocaleString('en-US')} more`}
                </span>
              )}
            </li>
          ))}
        </ol>
        {plan.remarks.map((remark) => (
          <p key={remark} className="text-muted">
            {remark}
          </p>
        ))}
      </section>
      <p className="text-muted">
        {usualHours === null
          ? 'Too few requests have been decided here to say how long it takes.'
          : `Half of such requests are decided here within ${spanText(usualHours.median)}, nine of ten within ${spanText(usualHours.nineOfTen)}.`}{' '}
        Without an answer it ends after {dueDays} days, and the audience stays as it is.
      </p>
    </>
  );
}

function spanText(hours: number): string {
  if (hours < 1) return 'an hour';
  if (hours < 48) return `${Math.ceil(hours)} ${Math.ceil(hours) === 1 ? 'hour' : 'hours'}`;
  return `${Math.ceil(hours / 24)} days`;
}
