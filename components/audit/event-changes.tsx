import type { ReactNode } from 'react';
import { DiffList } from '../ui/diff-list';
import { Instant } from '../ui/time';
import { fieldText, valueText } from './change-text';

export interface EventChangesProps {
  changes: Record<string, { before: unknown; after: unknown }>;
  now: string;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What an event changed, field by field. */
export function EventChanges({ changes, now }: EventChangesProps) {
  const fields = Object.entries(changes);
  if (fields.length === 0) return null;
  return (
    <DiffList
      changes={fields.map(([field, { before, after }]) => ({
        field: fieldText(field),
        before: shown(before, field, now),
        after: shown(after, field, now),
      }))}
    />
  );
}

function shown(value: unknown, field: string, now: string): ReactNode {
  if (typeof value === 'string' && instant.test(value)) return <Instant at={value} now={now} format="time" />;
  return valueText(value, field.split('.').at(-1) ?? field);
}
