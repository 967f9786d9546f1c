'use client';

import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { roleLabels } from '@/lib/domain/permissions';
import type { PersonView } from '@/lib/people/list-people';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Menu } from '../ui/menu';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import type { PersonActions, PersonStep } from './person-actions';

const PersonDialog = dynamic(() => import('./person-dialog').then((file) => file.PersonDialog), { ssr: false });

export interface PeopleTableProps {
  people: PersonView[];
  now: string;
  /** Left out for those who read only. */
  actions?: PersonActions | undefined;
}

/** People with their roles. An admin changes them from the menu of a row. */
export function PeopleTable({ people, now, actions }: PeopleTableProps) {
  const [open, setOpen] = useState<{ step: PersonStep; person: PersonView } | null>(null);
  const mayManage = actions !== undefined;
  const columns = useMemo(
    (): DataColumn<PersonView>[] => [
      { key: 'name', header: 'Name', isMain: true, cell: ({ name, email, active }) => <PersonChip name={name} secondary={email} departed={!active} /> },
      { key: 'department', header: 'Department', cell: ({ department }) => department?.name ?? <span className="text-faint">None</span> },
      { key: 'roles', header: 'Roles', cell: ({ roles }) => (roles ?? []).map((role) => roleLabels[role]).join(', ') },
      { key: 'active', header: 'State', cell: ({ active }) => (active ? <Badge tone="success">Active</Badge> : <Badge tone="neutral">Deactivated</Badge>) },
      {
        key: 'signedIn',
        header: 'Last sign-in',
        cell: ({ lastSignedInAt }) => (lastSignedInAt === null ? <span className="text-faint">Never</span> : <Instant at={lastSignedInAt} now={now} format="relative" />),
      },
      ...(mayManage
        ? [
            {
              key: 'menu',
              header: 'Actions',
              align: 'end' as const,
              width: '4rem',
              cell: (person: PersonView) => (
                <Menu
                  label={`Actions for ${person.name}`}
                  size="sm"
                  variant="ghost"
                  icon={<Ellipsis aria-hidden="true" size={16} />}
                  items={person.active ? activeSteps(person, setOpen) : [
                    { id: 'sites', label: 'Show their Sites', href: `/sites?owner=${encodeURIComponent(person.email)}` },
                    { id: 'reactivate', label: 'Reactivate', startsGroup: true, onAction: () => setOpen({ step: 'reactivate', person }) },
                  ]}
                />
              ),
            },
          ]
        : []),
    ],
    [now, mayManage],
  );
  return (
    <>
      <DataTable
        label="People"
        density="comfortable"
        rows={people}
        columns={columns}
        rowId={({ id }) => id}
        empty={<EmptyState title="Nobody matches">Search for a part of a name or of an e-mail address.</EmptyState>}
      />
      {open !== null && actions !== undefined && (
        <PersonDialog key={`${open.step}-${open.person.id}`} step={open.step} person={open.person} actions={actions} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function activeSteps(person: PersonView, choose: (choice: { step: PersonStep; person: PersonView }) => void) {
  return [
    { id: 'sites', label: 'Show their Sites', href: `/sites?owner=${encodeURIComponent(person.email)}` },
    { id: 'roles', label: 'Set roles', startsGroup: true, onAction: () => choose({ step: 'roles', person }) },
    { id: 'sessions', label: 'End all sessions', onAction: () => choose({ step: 'sessions', person }) },
    { id: 'deactivate', label: 'Deactivate', tone: 'danger' as const, startsGroup: true, onAction: () => choose({ step: 'deactivate', person }) },
  ];
}
