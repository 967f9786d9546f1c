'use client';

import dynamic from 'next/dynamic';
import { useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Preferences } from '@/lib/notifications/get-preferences';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CopyButton } from '../ui/copy-button';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog').then((file) => file.ConfirmDialog), { ssr: false });

export interface CalendarAddressProps {
  calendar: Preferences['calendar'];
  now: string;
  make: () => Promise<ActionResult<{ path: string }>>;
  revoke: () => Promise<ActionResult<unknown>>;
}

/** The secret address of somebody's calendar: made, shown once, revoked. */
export function CalendarAddress({ calendar, now, make, revoke }: CalendarAddressProps) {
  const [address, setAddress] = useState<string | null>(null);
  const [asking, setAsking] = useState<'replace' | 'revoke' | null>(null);
  const [isPending, startTransition] = useTransition();
  const begin = async () => {
    const result = await make();
    if (!result.ok) throw new Error(result.problem.detail);
    setAddress(new URL(result.answer.path, window.location.origin).href);
  };
  const end = async () => {
    const result = await revoke();
    if (!result.ok) throw new Error(result.problem.detail);
    setAddress(null);
    toastResult({ ok: true, message: 'Revoked' });
  };
  const first = () =>
    startTransition(async () => {
      await begin().catch((error: unknown) => toastResult({ ok: false, problem: { detail: error instanceof Error ? error.message : 'Try again.' } }));
    });
  return (
    <div className="space-y-3">
      {address !== null && (
        <Callout tone="warning" alert title="Copy the address now">
          <p>It is not shown again. Add it to your calendar program as a subscription. Whoever has it can read your dates, so keep it to yourself.</p>
          <code className="mt-2 block rounded-md border border-line bg-canvas p-2 font-mono text-xs break-all">{address}</code>
          <div className="mt-2">
            <CopyButton value={address} label="Copy the address" showLabel />
          </div>
        </Callout>
      )}
      {calendar === null ? (
        <>
          <p className="text-muted">You have no address yet. It is secret, and you can revoke it at any time.</p>
          <Button variant="primary" aria-busy={isPending} onClick={first}>
            Make an address
          </Button>
        </>
      ) : (
        <>
          <p>
            You have an address since <Instant at={calendar.createdAt} now={now} format="date" />.{' '}
            {calendar.lastReadAt === null ? 'No program has asked for it yet.' : <>A program last asked for it <Instant at={calendar.lastReadAt} now={now} format="relative" />.</>}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button aria-haspopup="dialog" onClick={() => setAsking('replace')}>
              Make another
            </Button>
            <Button aria-haspopup="dialog" onClick={() => setAsking('revoke')}>
              Revoke
            </Button>
          </div>
        </>
      )}
      {asking !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setAsking(null)}
          title={asking === 'revoke' ? 'Revoke the address?' : 'Make another address?'}
          consequence="Calendar programs that use the present address are told that there is nothing there."
          wayBack="None for the present address. Put a new one where it was."
          confirmLabel={asking === 'revoke' ? 'Revoke' : 'Make another'}
          onConfirm={asking === 'revoke' ? end : begin}
        />
      )}
    </div>
  );
}
