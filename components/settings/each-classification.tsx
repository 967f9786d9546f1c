import type { ReactNode } from 'react';
import { classifications, type Classification } from '@/lib/domain/classification';

export interface EachClassificationProps {
  title: string;
  text: string;
  field: (classification: Classification) => ReactNode;
}

/** One setting with a value for each classification. */
export function EachClassification({ title, text, field }: EachClassificationProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-semibold">{title}</legend>
      <p className="mb-2 text-xs text-muted">{text}</p>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {classifications.map((classification) => (
          <div key={classification}>{field(classification)}</div>
        ))}
      </div>
    </fieldset>
  );
}
