'use client';

import { useState } from 'react';
import { roleLabels, roles } from '@/lib/domain/permissions';
import type { PersonView } from '@/lib/people/list-people';
import { CheckboxGroup } from '../form/checkbox-group';
import { TextArea } from '../form/text-area';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { toastResult } from '../ui/toast-result';
import { DepartureSummary } from './departure-summary';
import type { PersonActions, PersonStep } from './person-actions';

export interface PersonDialogProps {
  step: PersonStep;
  person: PersonView;
  actions: PersonActions;
  onClose: () => void;
}

const words: Record<PersonStep, { title: (name: string) => string; confirm: string; done: string; wayBack: string }> = {
  roles: {
    title: (name) => `Roles of ${name}`,
    confirm: 'Set the roles',
    done: 'Roles set',
    wayBack: 'Set the roles again at any time.',
  },
  sessions: {
    title: (name) => `End all sessions of ${name}?`,
    confirm: 'End the sessions',
    done: 'Sessions ended',
    wayBack: 'They sign in again.',
  },
  deactivate: {
    title: (name) => `Deactivate ${name}?`,
    confirm: 'Deactivate',
    done: 'Deactivated',
    wayBack: 'Reactivate them; roles and unexpired tokens are as they were. Sites stay with who received them, who can give them back.',
  },
  reactivate: {
    title: (name) => `Reactivate ${name}?`,
    confirm: 'Reactivate',
    done: 'Reactivated',
    wayBack: 'Deactivate them again.',
  },
};

const rolesHint = 'An auditor reads everything and changes nothing, so that role goes with no other.';

/** One step with one person: what it does, why it is taken, and the way back. */
export function PersonDialog({ step, person, actions, onClose }: PersonDialogProps) {
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<string[]>(person.roles ?? []);
  const { title, confirm, done, wayBack } = words[step];
  const run = async () => {
    const input = { personId: person.id, reason };
    const result = await (step === 'roles'
      ? actions.setRoles({ ...input, roles: chosen })
      : { sessions: actions.endSessions, deactivate: actions.deactivate, reactivate: actions.reactivate }[step](input));
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: `${person.name}: ${done.toLowerCase()}` });
  };
  const missing = reason.trim() === '' ? 'Give a reason first' : step === 'roles' && chosen.length === 0 ? 'Choose at least one role' : undefined;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title(person.name)}
      consequence={<Consequence step={step} person={person} previewDeparture={actions.previewDeparture} />}
      wayBack={wayBack}
      confirmLabel={confirm}
      onConfirm={run}
      disabledReason={missing}
    >
      {step === 'roles' && (
        <CheckboxGroup
          name="roles"
          label="Roles"
          value={chosen}
          onChange={setChosen}
          hint={rolesHint}
          options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
        />
      )}
      <TextArea name="reason" label="Reason" required value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} hint="Stays in the audit log." />
    </ConfirmDialog>
  );
}

function Consequence({ step, person, previewDeparture }: Pick<PersonDialogProps, 'step' | 'person'> & Pick<PersonActions, 'previewDeparture'>) {
  if (step === 'roles') return <p>Their open sessions end, so that they sign in again with the new roles. Tokens act with the new roles at once.</p>;
  if (step === 'sessions') return <p>They are signed out everywhere at their next request. Their API tokens go on working.</p>;
  if (step === 'reactivate') return <p>They can sign in again, with the roles they had, and audiences that name them let them in. Sites that were handed over stay where they are; who received them can give them back.</p>;
  return (
    <>
      <p>They are signed out at their next request, their API tokens stop, and no audience lets them in any more.</p>
      <DepartureSummary personId={person.id} previewDeparture={previewDeparture} />
    </>
  );
}
