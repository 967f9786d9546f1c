'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore, useTransition, type ReactNode } from 'react';
import { RowStore } from '../table/row-store';
import { formatSort, parseSort, type SortKey } from '../table/sort-keys';
import { useActiveRow } from '../table/use-active-row';
import { useGridKeys } from '../table/use-grid-keys';
import { useVirtualRows } from '../table/use-virtual-rows';
import { VirtualTable } from '../table/virtual-table';
import { cx } from '../ui/cx';
import { useShortcut } from '../ui/use-shortcut';
import { listHref, rowHeights } from './list-query';
import { orderText, placedColumns } from './site-columns';
import { ListBar } from './sites-list-bar';
import { ListFooter } from './sites-list-footer';
import { useLiveRows, type SiteChanges } from './sites-list-live';
import { useListMode } from './sites-list-mode';
import { unpackPage, type PackedPage, type SiteRow } from './sites-list-row';
import { ChosenSitesContext, useListSelection } from './sites-list-selection';
import { countSites, sitesSource } from './sites-list-source';
import { listPath, useListUrl } from './sites-list-url';
import { siteChanges } from './use-site-changes';

const SitePeek = dynamic(() => import('./site-peek').then((file) => file.SitePeek), { ssr: false });

export interface SitesListProps {
  /** What the server read: the address, over a saved view where it names one. */
  query: string;
  /** The rows of the page, with the fields that its columns need. */
  page: PackedPage;
  /** How many Sites match; null where nobody counted, and then the list is read page by page. */
  total: number | null;
  /** ISO 8601. */
  now: string;
  /** What acts on chosen Sites: it calls `useChosenSites`. Without it none can be chosen. */
  bulk?: ReactNode;
  changes?: SiteChanges;
}

const headHeight = 32;
/** How much of the table the peek covers, in px. */
const peekWidth = 400;
const never = () => () => undefined;
const nameOf = ({ title }: SiteRow) => title;
const hrefOf = ({ slug }: SiteRow) => `/sites/${slug}`;

/** The Sites that match, as one long table; on narrow screens as a stack. */
export function SitesList({ query, page: packed, total, now, bulk, changes = siteChanges }: SitesListProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { address, state, peek, ask, setPlaces, setPeek } = useListUrl(query);
  const page = useMemo(() => unpackPage(packed), [packed]);
  const first = state.offset ?? 0;
  const mode = useListMode(total !== null && state.offset !== null);
  const region = useRef<HTMLDivElement>(null);

  const known = total ?? first + page.items.length;
  const seeded = useRef(page);
  const store = useMemo(() => {
    const made = new RowStore(sitesSource(ask), known);
    made.seed(first, page, known);
    return made;
    // Another filter or sort is another list; the same list on another page keeps its rows, and gets these added.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ask]);
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  useEffect(() => {
    if (seeded.current !== page) store.seed(first, page, known);
    seeded.current = page;
  }, [store, first, page, known]);

  const rowHeight = rowHeights[state.density];
  const { view, scroller } = useVirtualRows({ region, isOn: mode === 'endless', first, rows: store.total, rowHeight, headHeight });
  useEffect(() => {
    if (view !== null) store.want(view.start, view.end);
  }, [store, view]);
  const { active, setActive, focusRow } = useActiveRow(region, { view, scroller, total: store.total });
  const place = `${ask}#${first}`;
  const shownPlace = useRef(place);
  useLayoutEffect(() => {
    if (shownPlace.current === place) return;
    shownPlace.current = place;
    setActive(null);
    scroller.scrollTo(first, 'start');
  }, [place, first, scroller, setActive]);

  let loadedEnd = first;
  if (view === null) while (store.at(loadedEnd) !== undefined) loadedEnd += 1;
  const inSight = view ?? { start: first, end: loadedEnd };

  // Columns that were just added need fields which the rows of the document lack.
  const keys = state.places.map(({ key }) => key).join();
  const shownKeys = useRef(keys);
  useEffect(() => {
    const before = new Set(shownKeys.current.split(','));
    shownKeys.current = keys;
    if (keys.split(',').every((key) => before.has(key))) return;
    void store.refresh(store.loaded(inSight.start, inSight.end).map(({ id }) => id)).catch(() => router.refresh());
  }, [keys, store, inSight.start, inSight.end, router]);

  const isLocal = useSyncExternalStore(never, () => true, () => false);
  const show = useMemo(() => ({ now, isLocal }), [now, isLocal]);
  const columns = useMemo(() => placedColumns(state.places), [state.places]);
  const sort = useMemo(() => parseSort(new URLSearchParams(ask).get('sort') ?? 'title'), [ask]);
  const hrefForSort = (to: SortKey[]) => listHref(listPath, address, { sort: formatSort(to), cursor: null, offset: null });

  const filter = useMemo(() => {
    const rest = new URLSearchParams(ask);
    rest.delete('sort');
    return rest.toString();
  }, [ask]);
  const chosen = useListSelection({ store, total: store.total, query: ask, filter });
  const canChoose = bulk !== undefined;
  const loaded = canChoose ? store.loaded(view === null ? first : 0) : [];
  const isAllLoaded = loaded.length > 0 && loaded.every(({ id }) => chosen.isChosen(id));

  const { hasNews, forget } = useLiveRows({ changes, store, inSight: () => inSight, orderOf: (row) => orderText(row, sort.map(({ key }) => key)), count: () => countSites(filter) });
  const showNews = () => {
    forget();
    store.reload();
    startTransition(() => router.refresh());
  };

  const openPeek = (index: number) => {
    const row = store.at(index)?.row;
    if (row === undefined) return;
    setActive(index);
    setPeek(row.slug === peek ? null : row.slug);
  };
  const closePeek = () => {
    setPeek(null);
    if (active === null) region.current?.focus();
    else focusRow(active);
  };
  const activeRow = active === null ? undefined : store.at(active)?.row;
  useEffect(() => {
    if (peek !== null && activeRow !== undefined && activeRow.slug !== peek) setPeek(activeRow.slug);
    // Only a step to another row moves the panel; a URL that names another Site is right by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [activeRow?.slug]);
  useShortcut('Escape', () => document.querySelector(':popover-open') === null && closePeek(), peek !== null);

  const onTick = (index: number, toHere: boolean) => canChoose && chosen.tick(index, toHere);
  const onKeyDown = useGridKeys({
    active,
    first: view === null ? first : 0,
    end: view === null ? loadedEnd : store.total,
    firstInSight: () => (view === null ? first : scroller.visible.first),
    focusRow,
    onTick,
    onPeek: openPeek,
    onAct: () => {
      if (!canChoose) return;
      if (chosen.count === 0 && active !== null) onTick(active, false);
      if (chosen.count > 0 || active !== null) chosen.ask();
    },
  });

  const hasBar = canChoose && chosen.count > 0;
  return (
    // Where the bar is about as wide as the page, there is room below for what it would lie over.
    <div className={cx('relative overflow-hidden rounded-lg border border-line', peek !== null && 'sm:min-h-120', hasBar && 'max-lg:mb-24')}>
      <VirtualTable
        id="sites-list"
        label="Sites"
        region={region}
        store={store}
        view={view}
        first={first}
        rowHeight={rowHeight}
        columns={columns}
        isChosenLayout={state.isChosenLayout}
        onLayout={(change) => setPlaces(change(state.places))}
        show={show}
        nameOf={nameOf}
        hrefOf={hrefOf}
        sort={sort}
        hrefForSort={hrefForSort}
        onSort={(to) => startTransition(() => router.push(hrefForSort(to), { scroll: false }))}
        ticks={
          canChoose
            ? {
                isAll: isAllLoaded,
                isSome: chosen.count > 0,
                isChosen: chosen.isChosen,
                onChange: (isChosen) => (isChosen ? chosen.change({ do: 'set', ids: loaded.map(({ id }) => id), isChosen }) : chosen.clear()),
              }
            : undefined
        }
        active={active}
        onTick={onTick}
        onOpen={(href) => router.push(href)}
        onPeek={openPeek}
        onActive={setActive}
        onKeyDown={onKeyDown}
        alwaysOffersPeek={mode === 'stack'}
        covered={peek === null || mode === 'stack' ? 0 : peekWidth}
        isBusy={isPending}
      />
      <ListFooter
        mode={mode}
        store={store}
        scroller={scroller}
        address={address}
        page={{ shown: page.items.length, offset: state.offset, next: page.next, previous: page.previous }}
        total={total ?? undefined}
        hasNews={hasNews}
        onShowNews={showNews}
        onShowMore={mode === 'stack' && total !== null && loadedEnd < store.total ? () => store.want(first, loadedEnd + 1, 0) : undefined}
      />
      {peek !== null && isLocal && <SitePeek slug={peek} now={now} row={activeRow} onClose={closePeek} />}
      {hasBar && (
        // On a phone the peek is a sheet over the same place.
        <div className={peek === null ? undefined : 'max-sm:hidden'}>
          <ListBar
            count={chosen.count}
            isAll={chosen.selection.kind === 'all'}
            offerAll={chosen.selection.kind === 'ids' && chosen.count < store.total ? store.total : null}
            problem={chosen.problem}
            isBusy={chosen.isChoosing}
            onChooseAll={() => chosen.change({ do: 'all' })}
            onClear={chosen.clear}
          >
            <ChosenSitesContext value={chosen.chosen}>{bulk}</ChosenSitesContext>
          </ListBar>
        </div>
      )}
    </div>
  );
}
