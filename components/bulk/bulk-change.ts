import { optionalText, textOf, textsOf } from '../sites/form-value';
import type { SiteSelection } from '../sites/site-selection';
import type { ChangeKind } from './bulk-kinds';

/** The fields of a dialog as the API takes them; the fields are called as the API calls what is wrong with them. */
export function changeOf(kind: ChangeKind, form: FormData): Record<string, unknown> {
  const field = (name: string): string => textOf(form, `change.${name}`);
  switch (kind) {
    case 'assign_owner':
      return { owner: field('owner') };
    case 'name_successor':
      return { successor: field('successor') || null };
    case 'set_department':
      return { department: field('department') };
    case 'set_classification':
      return { classification: field('classification') };
    case 'set_expiry':
      return { expiresAt: field('expiresAt') };
    case 'add_tags':
    case 'remove_tags':
      return { tags: tagsIn(field('tags')) };
    case 'narrow': {
      const mode = field('audience.mode');
      const lists = { people: textsOf(form, 'change.audience.people'), groups: textsOf(form, 'change.audience.groups') };
      return { audience: { mode, ...(mode === 'custom' && lists) } };
    }
    case 'disable':
      return { reason: field('reason'), note: optionalText(form, 'reason') };
    case 'record_review':
      return {};
    case 'ask_attestation':
      return { dueInDays: Number(field('dueInDays')) };
  }
}

/** Tags as they are typed: with commas between, or a line each. */
export function tagsIn(text: string): string[] {
  return text.split(/[,\n]/).map((tag) => tag.trim()).filter((tag) => tag !== '');
}

/** The chosen Sites as the API takes them. `query` is the list’s, of which the order doesn’t matter. */
export function selectionOf(selection: SiteSelection, query: string): { ids: readonly string[] } | { search: Record<string, string>; except?: readonly string[] } {
  if (selection.kind === 'ids') return { ids: selection.ids };
  const { sort: _order, ...search } = Object.fromEntries(new URLSearchParams(query));
  return { search, ...(selection.except.length > 0 && { except: selection.except }) };
}
