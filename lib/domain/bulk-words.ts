import { audienceLabels } from './audience';
import type { BulkChange } from './bulk';
import { classificationLabels } from './classification';
import { disableReasonLabels } from './site';

/** Names for the ids in a change; what is gone since reads as its id. */
export type NameOf = (id: string) => string;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A change in words, as lists, dialogs and the audit log show it. */
export function bulkWords(change: BulkChange, nameOf: NameOf): string {
  switch (change.kind) {
    case 'assign_owner':
      return `Make ${nameOf(change.change.owner)} the owner`;
    case 'name_successor':
      return change.change.successor === null ? 'Take the successor’s name away' : `Name ${nameOf(change.change.successor)} as successor`;
    case 'set_department':
      return `Move to the department ${nameOf(change.change.department)}`;
    case 'set_classification':
      return `Classify as “${classificationLabels[change.change.classification]}”`;
    case 'set_expiry':
      return `Set the expiry to ${day.format(change.change.expiresAt)}`;
    case 'add_tags':
      return `Add the ${tagWords(change.change.tags)}`;
    case 'remove_tags':
      return `Remove the ${tagWords(change.change.tags)}`;
    case 'narrow': {
      const { mode, people, groups } = change.change.audience;
      const names = [...people, ...groups].map(nameOf);
      return mode === 'custom' ? `Narrow the audience to ${listed(names)}` : `Narrow the audience to “${audienceLabels[mode]}”`;
    }
    case 'disable':
      return `Disable, because “${disableReasonLabels[change.change.reason]}”`;
    case 'record_review':
      return 'Record a review';
    case 'ask_attestation':
      return `Ask the owners to confirm the record within ${change.change.dueInDays === 1 ? 'a day' : `${change.change.dueInDays} days`}`;
  }
}

function tagWords(tags: readonly string[]): string {
  return `${tags.length === 1 ? 'tag' : 'tags'} ${listed(tags.map((tag) => `“${tag}”`))}`;
}

/** A few names whole, the rest as a number. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
