'use client';

import { useEffect, useRef } from 'react';
import { ToneIcon } from '../ui/tone-icon';
import { fieldId, fieldOfPath } from './field-frame';

/** The part of problem+json that a form shows. */
export interface FormProblem {
  title?: string | undefined;
  detail?: string | undefined;
  errors?: { path: string; message: string }[] | undefined;
}

export interface FormErrorProps {
  problem: FormProblem | null | undefined;
  /** Where a path's field has an id of its own. */
  fieldIds?: Record<string, string> | undefined;
}

/** What kept a form from being taken: one list, each entry leading to its field. Takes the focus. */
export function FormError({ problem, fieldIds = {} }: FormErrorProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) box.current?.focus();
  }, [problem]);
  if (!problem) return null;
  const { title, detail, errors = [] } = problem;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="flex gap-2.5 rounded-md border border-danger bg-danger-subtle px-3 py-2.5">
      <span className="pt-0.5 text-danger">
        <ToneIcon tone="danger" size={16} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">{title ?? 'This could not be saved'}</p>
        {detail && <p>{detail}</p>}
        {errors.length > 0 && (
          <ul className="mt-1 list-disc pl-4">
            {errors.map(({ path, message }) => (
              <li key={`${path}:${message}`}>
                <a href={`#${fieldIds[path] ?? fieldId(fieldOfPath(path))}`} className="inline-block min-h-6 underline">
                  {message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The message for one field, for its `error`. */
export function errorFor(problem: FormProblem | null | undefined, path: string): string | undefined {
  return problem?.errors?.find((error) => fieldOfPath(error.path) === path)?.message;
}
