'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { Answer } from '@/lib/domain/request';
import type { Problem } from '@/lib/gate/problem';
import type { ManyDecided } from '@/lib/requests/decide-many';
import { TextArea } from '../form/text-area';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { toastResult } from '../ui/toast-result';
import { RequestsTable, type RequestsTableProps } from './requests-table';

type Refused = { title: string; detail: string }[];

/** Requests that the policies call low risk, to be decided several at once. Each stands for itself: one that is refused holds up no other. */
export function LowRiskQueue(props: Omit<RequestsTableProps, 'selection' | 'onSelectionChange'>) {
  const router = useRouter();
  const [selection, setSelection] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<Refused>([]);
  const [isPending, startTransition] = useTransition();
  const chosen = props.requests.filter(({ id }) => selection.includes(id));
  const decide = (decision: Answer) =>
    startTransition(async () => {
      const requests = chosen.map(({ id, revision }) => ({ requestId: id, revision }));
      const answer = await send({ requests, decision, ...(note.trim() !== '' && { note }) });
      if ('problem' in answer) return toastResult({ ok: false, problem: answer.problem });
      const done = answer.items.filter(({ problem }) => problem === null).length;
      setRefused(answer.items.flatMap(({ requestId, problem }) => (problem === null ? [] : [{ title: chosen.find(({ id }) => id === requestId)?.site.title ?? '', detail: problem.detail }])));
      if (done > 0) toastResult({ ok: true, message: `${done} ${decision === 'approve' ? 'approved' : 'rejected'}` });
      setSelection([]);
      router.refresh();
    });
  const why = chosen.length === 0 ? 'Choose requests first' : isPending ? 'Under way' : undefined;
  return (
    <div className="space-y-3">
      {refused.length > 0 && (
        <Callout alert tone="warning" title={`${refused.length} ${refused.length === 1 ? 'was' : 'were'} not decided`}>
          <ul className="list-disc pl-4">
            {refused.map(({ title, detail }) => (
              <li key={title}>
                {title}: {detail}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <RequestsTable {...props} selection={selection} onSelectionChange={setSelection} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <TextArea name="note" label="Note for all of them" rows={1} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} hint="Needed to reject. It stays with each request." />
        </div>
        <div className="flex gap-2 pb-6">
          <Button variant="primary" disabledReason={why} onClick={() => decide('approve')}>
            Approve {chosen.length}
          </Button>
          <Button disabledReason={why ?? (note.trim() === '' ? 'Say why you reject them' : undefined)} onClick={() => decide('reject')}>
            Reject {chosen.length}
          </Button>
        </div>
      </div>
    </div>
  );
}

async function send(body: object): Promise<ManyDecided | { problem: Pick<Problem, 'title' | 'detail'> }> {
  try {
    const response = await fetch('/api/v1/requests/decide', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const said: unknown = await response.json();
    return response.ok ? (said as ManyDecided) : { problem: said as Problem };
  } catch {
    return { problem: { title: 'The server can’t be reached', detail: 'Look at your connection, then load the page again to see what was decided.' } };
  }
}
