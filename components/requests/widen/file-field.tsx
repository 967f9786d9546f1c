'use client';

import { Paperclip, X } from 'lucide-react';
import { useState, type ChangeEvent } from 'react';
import { attachmentEndings } from '@/lib/domain/attachment';
import type { AttachmentRef } from '@/lib/domain/evidence';
import type { Problem } from '@/lib/gate/problem';
import { Button } from '../../ui/button';

export interface FileFieldProps {
  siteId: string;
  /** What the file backs, for the accessible name. */
  label: string;
  value: Pick<AttachmentRef, 'id' | 'name'> | null;
  onChange: (value: Pick<AttachmentRef, 'id' | 'name'> | null) => void;
}

/** One file, uploaded as soon as it is chosen. */
export function FileField({ siteId, label, value, onChange }: FileFieldProps) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const upload = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    setSending(true);
    setProblem('');
    try {
      const response = await fetch(`/api/v1/sites/${siteId}/attachments?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      });
      const said: unknown = await response.json();
      if (response.ok) onChange(said as AttachmentRef);
      else setProblem((said as Problem).detail);
    } catch {
      setProblem('The file could not be sent. Try again, or link to where it is kept.');
    } finally {
      setSending(false);
      event.target.value = '';
    }
  };
  if (value !== null) {
    return (
      <p className="flex min-h-8 items-center gap-1.5">
        <Paperclip aria-hidden="true" size={14} className="shrink-0 text-muted" />
        <span className="min-w-0 truncate">{value.name}</span>
        <Button variant="ghost" size="sm" iconOnly aria-label={`Remove ${value.name}`} icon={<X aria-hidden="true" size={14} />} onClick={() => onChange(null)} />
      </p>
    );
  }
  return (
    <div>
      <label className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-edge bg-raised px-3 font-medium hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
        <Paperclip aria-hidden="true" size={14} />
        {isSending ? 'Sending…' : 'Attach a file'}
        <span className="sr-only"> to {label}</span>
        <input type="file" accept={attachmentEndings.map((ending) => `.${ending}`).join(',')} disabled={isSending} onChange={(event) => void upload(event)} className="sr-only" />
      </label>
      {problem !== '' && (
        <p role="alert" className="mt-1 text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
