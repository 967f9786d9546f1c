import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { ReviewMany } from '@/components/reviews/review-many';
import { UnvisitedSites } from '@/components/reviews/unvisited-sites';
import { ForwardPager } from '@/components/table/forward-pager';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listReviews } from '@/lib/reviews/list-reviews';
import { listUnvisited } from '@/lib/reviews/list-unvisited';
import { keepSite } from '../sites/actions';
import { reviewSites } from './actions';

export const metadata: Metadata = { title: 'Reviews' };

const whoseOptions = ['mine', 'all'] as const;
const load = createLoader({ whose: parseAsStringLiteral(whoseOptions).withDefault('mine'), cursor: parseAsString });

export default async function ReviewsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { whose, cursor } = await load(searchParams);
  const { roles, personId } = await requireActor();
  const held = roleStandings({ roles, personId });
  const governs = judge('site.get_record', held).allowed;
  // Only to say it at the button: the gate asks again, of each Site.
  const mayConfirm = judge('site.review', new Set([...held, 'owner']));
  const [list, unvisited] = await Promise.all([tryRead(listReviews, { whose, ...(cursor !== null && { cursor }) }), read(listUnvisited, {})]);
  const now = new Date().toISOString();
  const href = (next?: string) => {
    const params = new URLSearchParams({ ...(whose === 'all' && { whose }), ...(next !== undefined && { cursor: next }) }).toString();
    return params === '' ? '/reviews' : `/reviews?${params}`;
  };
  return (
    <>
      <PageHeader title="Reviews" description="Sites whose review is overdue, due soon or was asked for. Whoever answers for a Site confirms that its record still holds." />
      {governs && (
        <Tabs
          label="Reviews"
          current={whose === 'all' ? '/reviews?whose=all' : '/reviews'}
          items={[
            { href: '/reviews', label: 'Mine' },
            { href: '/reviews?whose=all', label: 'All' },
          ]}
        />
      )}
      <div className="space-y-4">
        {whose === 'mine' && unvisited.items.length > 0 && <UnvisitedSites sites={unvisited.items} now={now} keepSite={keepSite} readOnlyReason={mayConfirm.allowed ? undefined : mayConfirm.reason} />}
        {!list.ok && (
          <EmptyState title={list.problem.title} action={<LinkButton href={href()}>Start again</LinkButton>}>
            {list.problem.detail}
          </EmptyState>
        )}
        {list.ok && list.answer.items.length === 0 && (
          <EmptyState title="No review is due" action={<LinkButton href="/sites?owner=me">Show my Sites</LinkButton>}>
            {whose === 'all' ? 'No Site’s review is overdue, due soon or asked for.' : 'None of your Sites waits for a review. A review can be recorded on a Site’s own page at any time.'}
          </EmptyState>
        )}
        {list.ok && list.answer.items.length > 0 && (
          <>
            <ReviewMany key={href(cursor ?? undefined)} reviews={list.answer.items} now={now} reviewSites={reviewSites} readOnlyReason={mayConfirm.allowed ? undefined : mayConfirm.reason} />
            {(cursor !== null || list.answer.next !== null) && (
              <ForwardPager
                shown={list.answer.items.length}
                noun={['Site', 'Sites']}
                firstHref={cursor === null ? undefined : href()}
                nextHref={list.answer.next === null ? undefined : href(list.answer.next)}
              />
            )}
          </>
        )}
      </div>
    </>
  );
}
