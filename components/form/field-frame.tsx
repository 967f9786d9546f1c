import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';

export interface FieldProps {
  /** The key in the form; also gives the field its id, so that an error summary can link to it. */
  name: string;
  label: string;
  id?: string | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean | undefined;
  /** Hidden from the eye, not from a screen reader. */
  labelHidden?: boolean | undefined;
}

/** The field that a path points into: `audience.people[0]` belongs to `audience.people`. */
export const fieldOfPath = (path: string): string => path.replace(/\[\d+\].*$/, '');

/** The id that a field has unless it is given one. */
export const fieldId = (name: string): string => `field-${name.replaceAll('.', '-')}`;

/** The ids of a field's hint and error, for `aria-describedby`. */
export const noteIds = (id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>): string =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');

/** What a control needs so that hint and error are read out with it. */
export function fieldAria({ name, id = fieldId(name), hint, error, required }: FieldProps) {
  const describedBy = noteIds(id, { hint, error });
  return {
    id,
    name,
    ...(required && { required: true }),
    ...(error && { 'aria-invalid': true as const }),
    ...(describedBy && { 'aria-describedby': describedBy }),
  };
}

/** The look of every text-like control. */
export const controlClass =
  'w-full rounded-md border border-control bg-canvas px-2 text-fg outline-offset-0 aria-invalid:border-danger disabled:bg-hover disabled:text-muted read-only:bg-subtle';

/** Label above, hint and error below. */
export function FieldFrame({ field, children }: { field: FieldProps; children: ReactNode }) {
  const id = field.id ?? fieldId(field.name);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={field.labelHidden ? 'sr-only' : 'mb-1 block font-medium'}>
        {field.label}
        {!field.required && !field.labelHidden && <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {children}
      <FieldNotes id={id} hint={field.hint} error={field.error} />
    </div>
  );
}

/** Hint and error, with the ids that `fieldAria` points at. */
export function FieldNotes({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-xs text-danger">
          <CircleAlert aria-hidden="true" size={12} className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
    </>
  );
}
