'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from './button-class';

export interface CopyButtonProps {
  value: string;
  /** What is copied, for the accessible name: "Copy the project id". */
  label: string;
  showLabel?: boolean | undefined;
}

export function CopyButton({ value, label, showLabel = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'' | 'Copied' | 'Could not copy'>('');
  const copy = () => {
    navigator.clipboard
      .writeText(value)
      .then(() => setOutcome('Copied'), () => setOutcome('Could not copy'))
      .finally(() => setTimeout(() => setOutcome(''), 2000));
  };
  return (
    <>
      <button
        type="button"
        aria-label={showLabel ? undefined : label}
        title={showLabel ? undefined : label}
        onClick={copy}
        className={buttonClass({ variant: 'ghost', size: 'sm', iconOnly: !showLabel })}
      >
        {outcome === 'Copied' ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
        {showLabel && (outcome || label)}
      </button>
      <span role="status" className="sr-only">
        {outcome}
      </span>
    </>
  );
}
