'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import type { WebhookView } from '@/lib/webhooks/webhook-shape';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import { toastResult } from '../ui/toast-result';
import { NewSecret } from './new-secret';
import type { WebhookActions } from './webhook-actions';
import { WebhookForm } from './webhook-form';
import { webhookName } from './webhook-name';

export type WebhookStep = 'edit' | 'rotate' | 'off' | 'remove';

export interface WebhookDialogProps {
  step: WebhookStep;
  webhook: WebhookView;
  actions: WebhookActions;
  leaveTo?: string | undefined;
  onClose: () => void;
}

const words = {
  rotate: {
    title: 'Rotate the secret of',
    consequence: 'A new secret signs every message from now on. For 24 hours the present one signs as well, so that the receiver can change over.',
    wayBack: 'None for the present secret. Rotate again at any time.',
    confirm: 'Rotate',
  },
  off: {
    title: 'Switch off',
    consequence: 'Nothing is sent to it any more. What waits is given up.',
    wayBack: 'Switch it on again. It then hears of what happens from that moment on; what it missed you send from its page.',
    confirm: 'Switch off',
  },
  remove: {
    title: 'Remove',
    consequence: 'Nothing is sent to it any more, and its log is deleted.',
    wayBack: 'None. To stop for a while, switch it off instead.',
    confirm: 'Remove',
  },
};

/** One step with one endpoint: what it does, and the way back. */
export function WebhookDialog({ step, webhook, actions, leaveTo, onClose }: WebhookDialogProps) {
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const isRotated = useRef(false);
  const name = webhookName(webhook);
  const { id: endpointId, revision } = webhook;
  if (step === 'edit') {
    return (
      <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={`Edit ${name}`}>
        <WebhookForm
          values={webhook}
          submitLabel="Save"
          save={async (values) => {
            const result = await actions.update({ endpointId, ...values, revision });
            if (result.ok) {
              toastResult({ ok: true, message: 'Saved' });
              onClose();
            }
            return result;
          }}
        />
      </Dialog>
    );
  }
  if (secret !== null) {
    return (
      <Dialog alert isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={`The new secret of ${name}`}>
        <NewSecret secret={secret} hint="Put it where the receiver keeps the present one; that one signs as well for 24 hours." onDone={onClose} />
      </Dialog>
    );
  }
  const run = async () => {
    if (step === 'rotate') {
      const result = await actions.rotate({ endpointId, revision });
      if (!result.ok) throw new Error(result.problem.detail);
      isRotated.current = true;
      setSecret(result.answer.secret);
      return;
    }
    const result = await (step === 'off' ? actions.update({ endpointId, isOn: false, revision }) : actions.remove({ endpointId }));
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: step === 'off' ? 'Switched off' : 'Removed' });
    if (step === 'remove' && leaveTo !== undefined) router.push(leaveTo);
  };
  const { title, consequence, wayBack, confirm } = words[step];
  // After a rotation the secret follows in its place.
  const close = (isOpen: boolean) => !isOpen && !isRotated.current && onClose();
  return <ConfirmDialog isOpen onOpenChange={close} title={`${title} ${name}?`} consequence={consequence} wayBack={wayBack} confirmLabel={confirm} onConfirm={run} />;
}
