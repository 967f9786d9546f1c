'use client';

import type { ReactNode } from 'react';
import { BeginRetirementForm } from '../retirements/begin-retirement-form';
import { StopRetirementForm } from '../retirements/stop-retirement-form';
import { Dialog } from '../ui/dialog';
import { NarrowForm } from './narrow-form';
import { EditForm, type EditFormProps } from './edit-form';
import { FallbackForm } from './fallback-form';
import { KeepForm } from './keep-form';
import { DisableForm, EnableForm, LegalHoldForm, ReviewForm } from './lifecycle-forms';
import { SuccessorForm, TransferForm } from './person-forms';
import { RenewForm } from './renew-form';
import type { SiteCommands } from './site-commands';
import type { DialogKind } from './dialog-kind';
import type { SiteForForms } from './site-for-forms';

export interface SiteDialogProps {
  kind: DialogKind;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  site: SiteForForms;
  now: string;
  commands: SiteCommands;
  departments: EditFormProps['departments'];
  sources: EditFormProps['sources'];
}

/** The dialog of one action on a Site; its code comes when the first one is opened. */
export function SiteDialog({ kind, isOpen, onOpenChange, ...context }: SiteDialogProps) {
  const { title } = context.site;
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={`${headings(context.site)[kind]} ${title}`} size={kind === 'edit' ? 'lg' : 'md'}>
      {formOf(kind, context)}
    </Dialog>
  );
}

function headings(site: SiteForForms): Record<DialogKind, string> {
  return {
    renew: 'Renew',
    keep: 'Keep',
    review: 'Review',
    edit: 'Edit',
    name_successor: 'Successor for',
    transfer: 'Transfer',
    narrow: 'Narrow the audience of',
    disable: 'Disable',
    enable: 'Re-enable',
    note_fallback: 'Fallback for',
    set_legal_hold: site.record.legalHold === null ? 'Legal hold on' : 'Lift the legal hold on',
    begin_retirement: 'Retire',
    stop_retirement: 'Stop the retirement of',
  };
}

function formOf(kind: DialogKind, { site, now, commands, departments, sources }: Omit<SiteDialogProps, 'kind' | 'isOpen' | 'onOpenChange'>): ReactNode {
  switch (kind) {
    case 'renew':
      return <RenewForm site={site} now={now} renewSite={commands.renewSite} beyond={{ renewableUntil: site.renewableUntil, requestRenewal: commands.requestRenewal }} />;
    case 'keep':
      return <KeepForm site={site} run={commands.keepSite} />;
    case 'review':
      return <ReviewForm site={site} run={commands.reviewSite} />;
    case 'edit':
      // The fields begin anew from a new version.
      return <EditForm key={site.revision} site={site} departments={departments} sources={sources} editSite={commands.editSite} />;
    case 'name_successor':
      return <SuccessorForm site={site} commands={commands} />;
    case 'transfer':
      return <TransferForm site={site} commands={commands} />;
    case 'narrow':
      return <NarrowForm key={site.revision} site={site} commands={commands} />;
    case 'disable':
      return <DisableForm site={site} run={commands.disableSite} />;
    case 'enable':
      return <EnableForm site={site} run={commands.enableSite} />;
    case 'set_legal_hold':
      return <LegalHoldForm site={site} run={commands.setLegalHold} />;
    case 'note_fallback':
      return <FallbackForm site={site} run={commands.noteFallback} />;
    case 'begin_retirement':
      return <BeginRetirementForm site={site} now={now} run={commands.beginRetirement} />;
    case 'stop_retirement':
      return <StopRetirementForm site={site} run={commands.stopRetirement} />;
  }
}
