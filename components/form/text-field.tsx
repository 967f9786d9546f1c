import type { ComponentProps } from 'react';
import { cx } from '../ui/cx';
import { controlClass, fieldAria, FieldFrame, type FieldProps } from './field-frame';

export interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps | 'className' | 'size'> {
  /** For identifiers and other exact text. */
  mono?: boolean | undefined;
}

export function TextField({ name, label, id, hint, error, required, labelHidden, mono, ...input }: TextFieldProps) {
  const field = { name, label, id, hint, error, required, labelHidden };
  return (
    <FieldFrame field={field}>
      <input type="text" {...input} {...fieldAria(field)} className={cx(controlClass, 'h-8', mono && 'font-mono text-xs')} />
    </FieldFrame>
  );
}
