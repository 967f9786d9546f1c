'use client';

import { useState } from 'react';
import { useDialogClose } from '../ui/dialog-close';
import { NewSecret } from './new-secret';
import type { CreateWebhookAction } from './webhook-actions';
import { WebhookForm } from './webhook-form';

/** The form of a new endpoint, and after it the secret: the only time that it is shown. */
export function AddWebhook({ create }: { create: CreateWebhookAction }) {
  const close = useDialogClose();
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <NewSecret secret={secret} hint="The receiver checks with it that a message is ours. If you lose it, rotate it." onDone={close} />;
  return (
    <WebhookForm
      submitLabel="Add the endpoint"
      save={async (values) => {
        const result = await create(values);
        if (result.ok) setSecret(result.answer.secret);
        return result;
      }}
    />
  );
}
