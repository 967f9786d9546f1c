'use client';

import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { WebhookView } from '@/lib/webhooks/webhook-shape';
import { Menu, type MenuAction } from '../ui/menu';
import { toastResult } from '../ui/toast-result';
import type { WebhookActions } from './webhook-actions';
import type { WebhookStep } from './webhook-dialog';
import { webhookName } from './webhook-name';

const WebhookDialog = dynamic(() => import('./webhook-dialog').then((file) => file.WebhookDialog), { ssr: false });

export interface WebhookMenuProps {
  webhook: WebhookView;
  actions: WebhookActions;
  /** Where to go once it is removed: the page of it is gone then. */
  leaveTo?: string | undefined;
}

/** What can be done with an endpoint. */
export function WebhookMenu({ webhook, actions, leaveTo }: WebhookMenuProps) {
  const [step, setStep] = useState<WebhookStep | null>(null);
  const { id: endpointId, isOn, revision } = webhook;
  const test = async () => {
    const result = await actions.test({ endpointId });
    toastResult(result.ok ? { ok: true, message: 'A test event is on its way' } : result);
  };
  const switchOn = async () => {
    const result = await actions.update({ endpointId, isOn: true, revision });
    toastResult(result.ok ? { ok: true, message: 'Switched on' } : result);
  };
  const items: MenuAction[] = [
    { id: 'test', label: 'Send a test event', onAction: () => void test(), ...(!isOn && { disabledReason: 'Switch it on first.' }) },
    { id: 'edit', label: 'Edit', onAction: () => setStep('edit') },
    { id: 'rotate', label: 'Rotate the secret', onAction: () => setStep('rotate') },
    isOn ? { id: 'off', label: 'Switch off', onAction: () => setStep('off') } : { id: 'on', label: 'Switch on', onAction: () => void switchOn() },
    { id: 'remove', label: 'Remove', tone: 'danger', startsGroup: true, onAction: () => setStep('remove') },
  ];
  return (
    <>
      <Menu label={`Actions for ${webhookName(webhook)}`} size="sm" variant="ghost" icon={<Ellipsis aria-hidden="true" size={16} />} items={items} />
      {step !== null && <WebhookDialog step={step} webhook={webhook} actions={actions} leaveTo={leaveTo} onClose={() => setStep(null)} />}
    </>
  );
}
