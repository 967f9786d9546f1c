import type { ComponentProps } from 'react';
import { cx } from '../ui/cx';
import { controlClass, fieldAria, FieldFrame, type FieldProps } from './field-frame';

export type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, keyof FieldProps | 'className'>;

/** Several lines; grows with its text where the browser can. */
export function TextArea({ name, label, id, hint, error, required, labelHidden, rows = 3, ...area }: TextAreaProps) {
  const field = { name, label, id, hint, error, required, labelHidden };
  return (
    <FieldFrame field={field}>
      <textarea {...area} rows={rows} {...fieldAria(field)} className={cx(controlClass, 'field-sizing-content max-h-80 min-h-16 py-1.5')} />
    </FieldFrame>
  );
}
