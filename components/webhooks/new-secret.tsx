'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CopyButton } from '../ui/copy-button';

/** A signing secret that was just made. It is stored nowhere, so it is shown here and never again. */
export function NewSecret({ secret, hint, onDone }: { secret: string; hint: string; onDone: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="space-y-4 outline-none">
      <Callout alert tone="warning" title="Copy the signing secret now">
        It is not shown again. {hint}
      </Callout>
      <div>
        <code className="block rounded-md border border-line bg-subtle p-2 font-mono text-xs break-all">{secret}</code>
        <div className="mt-2">
          <CopyButton value={secret} label="Copy the secret" showLabel />
        </div>
      </div>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
