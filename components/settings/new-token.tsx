'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CodeBlock } from '../ui/code-block';
import { CopyButton } from '../ui/copy-button';

export type CreatedToken = { name: string; token: string; scopes: string[]; expiresAt: string };

/** A token that was just made. It is stored only as a hash, so it is shown here and never again. */
export function NewToken({ token, onDone }: { token: CreatedToken; onDone: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="space-y-4 outline-none">
      <Callout alert tone="warning" title="Copy the token now">
        It is not shown again, and nobody can look it up. If you lose it, revoke it and create another. Whoever has it acts as its person.
      </Callout>
      <div>
        <p className="mb-1 font-medium">{token.name}</p>
        <code className="block rounded-md border border-line bg-subtle p-2 font-mono text-xs break-all">{token.token}</code>
        <div className="mt-2">
          <CopyButton value={token.token} label="Copy the token" showLabel />
        </div>
      </div>
      <CodeBlock label="an example call" code={'curl -H "Authorization: Bearer $TOKEN" "$ADDRESS/api/v1/me"'} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
