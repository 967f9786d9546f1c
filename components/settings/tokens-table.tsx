'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { TokenView } from '@/lib/tokens/list-tokens';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog').then((file) => file.ConfirmDialog), { ssr: false });

export interface TokensTableProps {
  tokens: TokenView[];
  /** Everybody's tokens are listed, so each names its person. */
  showPeople: boolean;
  now: string;
  revoke: (input: { tokenId: string }) => Promise<ActionResult<unknown>>;
}

/** API tokens by what they may do, until when, and when they were last used. */
export function TokensTable({ tokens, showPeople, now, revoke }: TokensTableProps) {
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const columns = useMemo(
    (): DataColumn<TokenView>[] => [
      {
        key: 'name',
        header: 'Name',
        isMain: true,
        cell: ({ name, prefix }) => (
          <span className="min-w-0 break-words">
            {name} <code className="font-mono text-xs font-normal text-muted">{prefix}…</code>
          </span>
        ),
      },
      ...(showPeople ? [{ key: 'person', header: 'Person', cell: ({ person }: TokenView) => <PersonChip name={person.name} /> }] : []),
      { key: 'scopes', header: 'Scopes', cell: ({ scopes }) => (scopes.includes('write') ? (scopes.includes('read') ? 'Read and write' : 'Write') : 'Read') },
      { key: 'created', header: 'Created', cell: ({ createdAt }) => <Instant at={createdAt} now={now} format="date" />, hideBelow: 'lg' },
      { key: 'used', header: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt === null ? <span className="text-faint">Never</span> : <Instant at={lastUsedAt} now={now} format="relative" />) },
      { key: 'expires', header: 'Expires', cell: (token) => <TokenEnd token={token} now={now} /> },
      {
        key: 'revoke',
        header: 'Action',
        align: 'end',
        cell: (token) =>
          isUsable(token, now) && (
            <Button size="sm" aria-haspopup="dialog" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
              Revoke
            </Button>
          ),
      },
    ],
    [showPeople, now],
  );
  const confirm = async () => {
    if (revoking === null) return;
    const result = await revoke({ tokenId: revoking.id });
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: 'Revoked' });
  };
  return (
    <>
      <DataTable
        label="Tokens"
        rows={tokens}
        columns={columns}
        rowId={({ id }) => id}
        empty={<EmptyState title="No token yet">A token lets a program use the REST API as you, with no more than you may do yourself.</EmptyState>}
      />
      {revoking !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setRevoking(null)}
          title={`Revoke ${revoking.name}?`}
          consequence={`Every program that uses it is refused from its next request on. ${revoking.lastUsedAt === null ? 'It was never used.' : `It was last used on ${revoking.lastUsedAt.slice(0, 10)}.`}`}
          wayBack="None for this token. Create another and put it where this one was."
          confirmLabel="Revoke"
          onConfirm={confirm}
        />
      )}
    </>
  );
}

function isUsable({ revokedAt, expiresAt }: TokenView, now: string): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.parse(now);
}

function TokenEnd({ token, now }: { token: TokenView; now: string }) {
  if (token.revokedAt !== null) {
    return (
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <Badge tone="neutral">Revoked</Badge>
        <Instant at={token.revokedAt} now={now} format="date" />
      </span>
    );
  }
  return isUsable(token, now) ? (
    <Instant at={token.expiresAt} now={now} format="both" />
  ) : (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone="warning">Expired</Badge>
      <Instant at={token.expiresAt} now={now} format="date" />
    </span>
  );
}
