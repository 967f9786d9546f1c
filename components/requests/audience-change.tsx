import { audienceLabels } from '@/lib/domain/audience';
import { isOpen, namedAudienceSchema, type NamedAudience } from '@/lib/domain/request';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { Callout } from '../ui/callout';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { NameList } from './name-list';

type Diff = NonNullable<RequestDetail['audienceDiff']>;

export interface AudienceChangeProps {
  request: RequestDetail;
  diff: Diff;
}

/** Who may open the Site now, who would, and exactly who gains access. */
export function AudienceChange({ request, diff }: AudienceChangeProps) {
  const open = isOpen(request.state);
  const parsed = namedAudienceSchema.safeParse(request.before);
  const before = parsed.success ? parsed.data : null;
  const after = 'audience' in request.proposal ? request.proposal.audience : null;
  return (
    <Panel title="What changes" description={open ? countedText(request, diff) : 'As it was counted when it was asked'}>
      <div className="space-y-4">
        <Reach now={(open ? request.siteDetail?.record?.effectiveAudience.total : undefined) ?? before?.reach ?? 0} gains={diff.gains} isOpen={open} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Side title="Before" audience={before} />
          <Side title="After" audience={after} />
        </div>
        <Lists diff={diff} />
        {open && diff.gaining.length > 0 && (
          <section aria-labelledby="gaining">
            <h3 id="gaining" className="mb-1 font-medium">
              Who gains access
            </h3>
            <NameList names={diff.gaining.map(({ name, email }) => ({ name, note: email }))} total={diff.gains} listed={12} />
          </section>
        )}
        {open && diff.gains === 0 && (
          <Callout tone="neutral" title="Nobody gains access today">
            The people who are named can open the Site already. Whoever joins a named group later gets in too.
          </Callout>
        )}
      </div>
    </Panel>
  );
}

/** People join and leave while a request waits, so the figure that was asked for may be an older one. */
function countedText({ proposal }: RequestDetail, diff: Diff): string {
  const asked = 'gains' in proposal ? proposal.gains : diff.gains;
  return asked === diff.gains ? 'Counted now, groups resolved' : `Counted now, groups resolved; at the time of asking: ${asked.toLocaleString('en-US')}`;
}

/** The picture: how many may open it now, and how many more would. */
function Reach({ now, gains, isOpen: open }: { now: number; gains: number; isOpen: boolean }) {
  const total = Math.max(1, now + gains);
  return (
    <div>
      <p className="text-lg font-semibold">
        <FormattedNumber value={gains} /> {gains === 1 ? 'person gains' : 'people gain'} access
      </p>
      <div aria-hidden="true" className="my-1.5 flex h-3 gap-0.5 overflow-hidden rounded bg-line">
        <span className="bg-control" style={{ width: `${(100 * now) / total}%` }} />
        <span className="bg-accent" style={{ width: `${(100 * gains) / total}%` }} />
      </div>
      <p className="flex flex-wrap gap-x-4 text-muted">
        <span>
          <span aria-hidden="true" className="mr-1 inline-block size-2 rounded-xs bg-control" />
          <FormattedNumber value={now} /> {open ? 'can open it already' : 'could open it then'}
        </span>
        <span>
          <span aria-hidden="true" className="mr-1 inline-block size-2 rounded-xs bg-accent" />
          <FormattedNumber value={gains} /> {open ? 'more could' : 'more were to'}
        </span>
        <span>Admins always can and never count as gaining.</span>
      </p>
    </div>
  );
}

function Side({ title, audience }: { title: string; audience: NamedAudience | null }) {
  return (
    <section className="min-w-0">
      <h3 className="text-xs text-muted">{title}</h3>
      <p className="font-medium">{audience === null ? 'Not recorded' : audienceLabels[audience.mode]}</p>
      {audience?.mode === 'custom' && (
        <p className="break-words text-muted">
          {[...audience.groups.map(({ name }) => name), ...audience.people.map(({ name }) => name)].slice(0, 8).join(', ')}
          {audience.groups.length + audience.people.length > 8 && ` and ${(audience.groups.length + audience.people.length - 8).toLocaleString('en-US')} more`}
        </p>
      )}
    </section>
  );
}

/** What is put on the list and what is taken off it. A list that gives way to the whole workspace takes nobody out. */
function Lists({ diff }: { diff: Diff }) {
  const lists = [
    { title: 'Groups added', names: diff.addedGroups },
    { title: 'People added', names: diff.addedPeople },
    ...(diff.to === 'workspace_all'
      ? []
      : [
          { title: 'Groups taken off', names: diff.removedGroups },
          { title: 'People taken off', names: diff.removedPeople },
        ]),
  ].filter(({ names }) => names.length > 0);
  if (lists.length === 0) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {lists.map(({ title, names }) => (
        <section key={title} aria-label={title} className="min-w-0">
          <h3 className="mb-1 font-medium">
            {title} (<FormattedNumber value={names.length} />)
          </h3>
          <NameList names={names.map((entry) => ({ name: entry.name, note: 'email' in entry ? String(entry.email) : undefined }))} total={names.length} listed={12} />
        </section>
      ))}
    </div>
  );
}
