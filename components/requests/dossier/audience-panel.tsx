import { audienceLabels } from '@/lib/domain/audience';
import { listChanges, type Dossier } from '@/lib/domain/dossier';
import type { NamedAudience } from '@/lib/domain/request';
import { Callout } from '../../ui/callout';
import { FormattedNumber } from '../../ui/number';
import { Panel } from '../../ui/panel';
import { Instant } from '../../ui/time';
import { NameList } from '../name-list';
import { DepartmentBars } from './department-bars';

export interface AudiencePanelProps {
  audience: NonNullable<Dossier['audience']>;
  until: string | null;
  /** Whether the figures are those of `now`; else they are those of when it was asked. */
  isCounted: boolean;
  now: string;
}

/** Who may open the Site now, who would, and exactly who gains access. */
export function AudiencePanel({ audience, until, isCounted, now }: AudiencePanelProps) {
  const { before, after, gains, gaining, departments } = audience;
  const lists = listChanges(audience);
  return (
    <Panel title="What changes" description={isCounted ? 'Counted now, groups resolved' : 'As it was counted when it was asked'}>
      <div className="space-y-4">
        <Reach {...audience} isCounted={isCounted} />
        <div className="grid gap-4 sm:grid-cols-3">
          <Side title="Before" audience={before} />
          <Side title="After" audience={after} />
          <section className="min-w-0">
            <h3 className="text-xs text-muted">For how long</h3>
            <p className="font-medium">{until === null ? 'For good' : <>Until <Instant at={until} now={now} format="date" /></>}</p>
            <p className="text-muted">{until === null ? 'Until somebody narrows it.' : 'Then it falls back to what it was before, less anyone who left.'}</p>
          </section>
        </div>
        {gaining.length > 0 && (
          <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <DepartmentBars departments={departments} total={gains} />
            <section aria-labelledby="gaining" className="min-w-0">
              <h3 id="gaining" className="mb-1 font-medium">
                Who gains access
              </h3>
              <NameList names={gaining.map(({ name, email, department }) => ({ name, note: department === null ? email : `${email}, ${department}` }))} total={gains} listed={18} />
            </section>
          </div>
        )}
        {isCounted && gains === 0 && (
          <Callout tone="neutral" title="Nobody gains access today">
            The people who are named can open the Site already. Whoever joins a named group later gets in too.
          </Callout>
        )}
        {lists.length > 0 && (
          <div className="grid gap-4 sm:grid-cols-2">
            {lists.map(({ title, names }) => (
              <section key={title} aria-label={title} className="min-w-0">
                <h3 className="mb-1 font-medium">
                  {title} (<FormattedNumber value={names.length} />)
                </h3>
                <NameList names={names} total={names.length} listed={6} />
              </section>
            ))}
          </div>
        )}
      </div>
    </Panel>
  );
}

/** The picture: how many may open it now, how many more would, how many no longer. */
function Reach({ reachBefore, reachAfter, gains, losses, isCounted }: NonNullable<Dossier['audience']> & { isCounted: boolean }) {
  const stays = Math.max(0, reachBefore - losses);
  const total = Math.max(1, stays + gains + losses);
  const part = (count: number) => ({ width: `${(100 * count) / total}%` });
  return (
    <div>
      <p className="text-lg font-semibold">
        <FormattedNumber value={gains} /> {gains === 1 ? 'person gains' : 'people gain'} access
        {losses > 0 && (
          <>
            , <FormattedNumber value={losses} /> {losses === 1 ? 'loses' : 'lose'} it
          </>
        )}
      </p>
      <div aria-hidden="true" className="my-1.5 flex h-3 gap-0.5 overflow-hidden rounded bg-line">
        <span className="bg-control" style={part(stays)} />
        <span className="bg-accent" style={part(gains)} />
        {losses > 0 && <span className="bg-warning" style={part(losses)} />}
      </div>
      <p className="flex flex-wrap gap-x-4 text-muted">
        <Key className="bg-control">
          <FormattedNumber value={reachBefore} /> {isCounted ? 'can open it already' : 'could open it then'}
        </Key>
        <Key className="bg-accent">
          <FormattedNumber value={reachAfter} /> {isCounted ? 'could afterwards' : 'were to afterwards'}
        </Key>
        <span>Admins always can and never count as gaining.</span>
      </p>
    </div>
  );
}

function Key({ className, children }: { className: string; children: React.ReactNode }) {
  return (
    <span>
      <span aria-hidden="true" className={`mr-1 inline-block size-2 rounded-xs ${className}`} />
      {children}
    </span>
  );
}

function Side({ title, audience: { mode, people, groups } }: { title: string; audience: NamedAudience }) {
  const names = [...groups.map(({ name }) => name), ...people.map(({ name }) => name)];
  return (
    <section className="min-w-0">
      <h3 className="text-xs text-muted">{title}</h3>
      <p className="font-medium">{audienceLabels[mode]}</p>
      {mode === 'custom' && (
        <p className="break-words text-muted">
          {names.slice(0, 8).join(', ')}
          {names.length > 8 && ` and ${(names.length - 8).toLocaleString('en-US')} more`}
        </p>
      )}
    </section>
  );
}
