'use client';

import { parseFilterText, printFilterText } from '@/lib/domain/filter-text';
import type { TextForm } from '../table/filter-bar';
import { FilterTextBox } from '../table/filter-text-box';
import { suggestFilter } from './filter-suggestions';

/** The filter of the Sites list as text: what stands here, in the chips and in the URL is one and the same. */
export function SiteFilterText({ params, onApply, onClose }: TextForm) {
  return (
    <FilterTextBox
      label="Filter as text"
      placeholder="audience:workspace_all expires:<30d -state:retired owner:me “two words”"
      text={printFilterText(params)}
      onApply={(text) => {
        const parsed = parseFilterText(text);
        if (!parsed.ok) return parsed.problems;
        onApply(parsed.params);
        return [];
      }}
      suggest={suggestFilter}
      onClose={onClose}
    />
  );
}
