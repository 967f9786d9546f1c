import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ColumnChooser } from '@/components/sites/column-chooser';
import { ExportButton } from '@/components/sites/export-button';
import { ListProblem } from '@/components/sites/list-problem';
import { listHref, readPageState, toFilterInput, toListInput, toQuery, unreadable, type PageSearch } from '@/components/sites/list-query';
import { neededFields, siteColumnSet } from '@/components/sites/site-columns';
import { SiteFilterBar } from '@/components/sites/site-filter-bar';
import { SitesList } from '@/components/sites/sites-list';
import { packPage } from '@/components/sites/sites-list-row';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { FormattedNumber } from '@/components/ui/number';
import { PageHeader } from '@/components/ui/page-header';
import { ViewProblems } from '@/components/views/view-problems';
import { ViewTabs } from '@/components/views/view-tabs';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listChoices } from '@/lib/sites/list-choices';
import { countSites } from '@/lib/sites/list-facets';
import { listSites } from '@/lib/sites/list-sites';
import { listViews } from '@/lib/views/list-views';
import { openView } from '@/lib/views/open-view';
import { BulkSlot } from '../bulk-actions/bulk-slot';
import { findByAddress, nameByAddress } from '../lookups';
import { changeView, deleteView, saveView, setDefaultView } from './view-actions';

export const metadata: Metadata = { title: 'Sites' };

const path = '/sites';

export default async function SitesPage({ searchParams }: { searchParams: Promise<PageSearch> }) {
  const search = await searchParams;
  const opened = await tryRead(openView, { search });
  const address = toQuery(search);
  const view = opened.ok ? opened.answer.view : null;
  // The list's controls read the address: it names the view that it stands on.
  if (view !== null && search.view === undefined) redirect(listHref(path, address, { view: view.id }));

  const query = opened.ok ? new URLSearchParams(opened.answer.query) : address;
  const base = opened.ok ? opened.answer.base : '';
  const filters = toFilterInput(query);
  const { state, problems } = readPageState(query, siteColumnSet);
  const [{ roles }, list, count, views, { departments, sources }, people] = await Promise.all([
    requireActor(),
    tryRead(listSites, toListInput(query)),
    tryRead(countSites, filters),
    read(listViews, {}),
    read(listChoices, {}),
    nameByAddress([query.get('owner'), query.get('successor')].join()),
  ]);
  const isAdmin = roles.includes('admin');
  const mayChange = !roles.includes('auditor');
  const register = mayChange && (
    <LinkButton href="/sites/new" variant="primary">
      Register a Site
    </LinkButton>
  );
  const total = count.ok ? count.answer.total : null;
  const problem = !opened.ok ? opened.problem : problems.length > 0 ? unreadable(problems) : list.ok ? null : list.problem;
  const page = problem === null && list.ok ? list.answer : null;
  const fields = neededFields(state.places);
  return (
    <>
      <PageHeader
        title="Sites"
        meta={
          total !== null && (
            <span className="text-muted">
              <FormattedNumber value={total} />
            </span>
          )
        }
        actions={
          <>
            <ColumnChooser query={query.toString()} />
            <ExportButton query={new URLSearchParams(filters).toString()} total={total ?? undefined} />
            {isAdmin && <LinkButton href="/imports">Import</LinkButton>}
            {register}
          </>
        }
      />
      <div className="space-y-3">
        <ViewTabs
          views={views.items}
          current={view}
          base={base}
          rights={{ mayShare: mayChange, maySetDefault: isAdmin }}
          actions={{ save: saveView, change: changeView, remove: deleteView, setDefault: setDefaultView }}
        />
        <SiteFilterBar departments={departments.map(({ name }) => ({ name }))} sources={sources} people={people} findPeople={findByAddress} base={base} />
        {view !== null && opened.ok && <ViewProblems name={view.name} problems={opened.answer.problems} />}
        {problem !== null && <ListProblem problem={problem} path={path} query={address} base={base} />}
        {page?.items.length === 0 && <NoSites isFiltered={Object.keys(filters).length > 0} isAdmin={isAdmin} register={register} />}
        {page !== null && page.items.length > 0 && (
          <SitesList
            query={query.toString()}
            page={packPage(page, fields)}
            total={total}
            now={new Date().toISOString()}
            bulk={mayChange ? <BulkSlot roles={roles} departments={departments} /> : undefined}
          />
        )}
      </div>
    </>
  );
}

function NoSites({ isFiltered, isAdmin, register }: { isFiltered: boolean; isAdmin: boolean; register: React.ReactNode }) {
  return (
    <div className="rounded-lg border border-line">
      {isFiltered ? (
        <EmptyState title="No Site fits these filters" action={<LinkButton href={`${path}?view=all`}>Show all Sites</LinkButton>}>
          Take a filter away, or search for less.
        </EmptyState>
      ) : (
        <EmptyState title="No Sites yet" action={<>{register}{isAdmin && <LinkButton href="/imports">Import Sites</LinkButton>}</>}>
          {isAdmin
            ? 'Import manifests, the platform’s feed or a CSV file, or register a Site by hand.'
            : 'Here stand the Sites that you own or can open. None is open to you yet.'}
        </EmptyState>
      )}
    </div>
  );
}
