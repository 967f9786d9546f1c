import type { Metadata } from 'next';
import { ColumnChooser } from '@/components/sites/column-chooser';
import { ListProblem } from '@/components/sites/list-problem';
import { pageHref, toFilterInput, toListInput, toQuery, type PageSearch } from '@/components/sites/list-query';
import { defaultColumns } from '@/components/sites/site-columns';
import { siteFacets } from '@/components/sites/site-facets';
import { SitesTable } from '@/components/sites/sites-table';
import { valuesOf } from '@/components/table/filter-url';
import { FilterBar } from '@/components/table/filter-bar';
import { Pager } from '@/components/table/pager';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { FormattedNumber } from '@/components/ui/number';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listDepartments } from '@/lib/people/list-departments';
import { listPeople } from '@/lib/people/list-people';
import { countSites, listSites } from '@/lib/sites/list-sites';
import { listSources } from '@/lib/sources/list-sources';

export const metadata: Metadata = { title: 'Sites' };

const path = '/sites';
/** Owners beyond these are found by search, or by the link on their name. */
const ownersOffered = '100';

export default async function SitesPage({ searchParams }: { searchParams: Promise<PageSearch> }) {
  const query = toQuery(await searchParams);
  const filters = toFilterInput(query);
  const [{ roles }, list, count, departments, sources, people] = await Promise.all([
    requireActor(),
    tryRead(listSites, toListInput(query)),
    tryRead(countSites, filters),
    read(listDepartments, {}),
    read(listSources, {}),
    read(listPeople, { active: 'true', limit: ownersOffered }),
  ]);
  const columns = valuesOf(query, 'columns');
  const mayRegister = !roles.includes('auditor');
  const isAdmin = roles.includes('admin');
  const register = mayRegister && (
    <LinkButton href="/sites/new" variant="primary">
      Register a Site
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Sites"
        meta={
          list.ok && count.ok && (
            <span className="text-muted">
              <FormattedNumber value={count.answer.total} />
              {count.answer.capped && '+'}
            </span>
          )
        }
        actions={
          <>
            <ColumnChooser />
            {/* A plain link: what it leads to is a file, not a page. */}
            <a href={`/api/v1/sites/export?${exportQuery(query)}`} className={buttonClass()}>
              Export CSV
            </a>
            {isAdmin && <LinkButton href="/imports">Import</LinkButton>}
            {register}
          </>
        }
      />
      <div className="space-y-3">
        <FilterBar
          searchLabel="Search Sites"
          facets={siteFacets({ departments: departments.items, sources: sources.items, people: people.items })}
        />
        {list.ok ? (
          <div className="overflow-hidden rounded-lg border border-line">
            <SitesTable
              label="Sites"
              sites={list.answer.items}
              now={new Date().toISOString()}
              columns={columns.length === 0 ? defaultColumns : columns}
              sorting={{ path, query: query.toString() }}
              empty={
                Object.keys(filters).length > 0 ? (
                  <EmptyState title="No Site fits these filters" action={<LinkButton href={path}>Show all Sites</LinkButton>}>
                    Take a filter away, or search for less.
                  </EmptyState>
                ) : (
                  <EmptyState title="No Sites yet" action={<>{register}{isAdmin && <LinkButton href="/imports">Import Sites</LinkButton>}</>}>
                    {isAdmin
                      ? 'Import manifests, the platform’s feed or a CSV file, or register a Site by hand.'
                      : 'Here stand the Sites that you own or can open. None is open to you yet.'}
                  </EmptyState>
                )
              }
            />
            {list.answer.items.length > 0 && (
              <Pager
                shown={list.answer.items.length}
                total={count.ok && !count.answer.capped ? count.answer.total : undefined}
                noun={['Site', 'Sites']}
                previousHref={pageHref(path, query, list.answer.previous)}
                nextHref={pageHref(path, query, list.answer.next)}
              />
            )}
          </div>
        ) : (
          <ListProblem problem={list.problem} path={path} query={query} />
        )}
      </div>
    </>
  );
}

/** The export takes the list's filters; its own order keeps a second export comparable with the first. */
function exportQuery(query: URLSearchParams): string {
  return new URLSearchParams({ format: 'csv', ...toFilterInput(query) }).toString().replaceAll('%2C', ',');
}
