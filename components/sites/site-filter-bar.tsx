'use client';

import dynamic from 'next/dynamic';
import { useMemo, type ReactNode } from 'react';
import { facetKeys, filterKeys } from '@/lib/domain/filter-fields';
import { joinValues, splitValues } from '@/lib/domain/filter-values';
import { FilterBar, type TextForm } from '../table/filter-bar';
import type { ValueGrammar } from '../table/filter-url';
import { siteFacets, type FacetChoices } from './site-facets';

// Most filters are ticked: the grammar of the written ones comes when somebody writes.
const SiteFilterText = dynamic(() => import('./site-filter-text').then((file) => file.SiteFilterText), { ssr: false });

export interface SiteFilterBarProps extends FacetChoices {
  /** The query of the saved view that the list stands on. */
  base?: string | undefined;
  actions?: ReactNode;
}

const grammar: ValueGrammar = { split: splitValues, join: joinValues, canExclude: true };
const counts = { path: '/api/v1/sites/facets', keys: facetKeys };
const asText = (form: TextForm) => <SiteFilterText {...form} />;

/** Search and filters of the Sites list. */
export function SiteFilterBar({ departments, sources, people, findPeople, base, actions }: SiteFilterBarProps) {
  const facets = useMemo(() => siteFacets({ departments, sources, people, findPeople }), [departments, sources, people, findPeople]);
  return (
    <FilterBar
      facets={facets}
      searchLabel="Search Sites"
      otherKeys={filterKeys}
      base={base}
      grammar={grammar}
      counts={counts}
      textForm={asText}
      actions={actions}
    />
  );
}
