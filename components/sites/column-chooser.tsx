'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { FacetPopover } from '../table/facet-popover';
import { valuesOf, withParam } from '../table/filter-url';
import { defaultColumns, optionalColumns } from './site-columns';

const facet = { key: 'columns', label: 'Columns', options: [...optionalColumns] };

/** Which columns the list shows. They are part of the URL, so a shared link shows the same table. */
export function ColumnChooser() {
  const path = usePathname();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const chosen = valuesOf(params, facet.key);
  const choose = (values: string[]) => {
    const inOrder = optionalColumns.map(({ value }) => value).filter((value) => values.includes(value));
    const isDefault = inOrder.join() === defaultColumns.join();
    router.replace(withParam(path, params, facet.key, isDefault ? [] : inOrder), { scroll: false });
  };
  return <FacetPopover facet={facet} values={chosen.length === 0 ? [...defaultColumns] : chosen} onChange={choose} />;
}
