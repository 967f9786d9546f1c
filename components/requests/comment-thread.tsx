'use client';

import { useRef, useState, useTransition, type FormEvent } from 'react';
import type { Problem } from '@/lib/gate/problem';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { errorFor, FormError } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { readableProblem } from '../sites/readable-problem';
import { Button } from '../ui/button';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { useShortcut } from '../ui/use-shortcut';
import type { ReviewActions } from './review-actions';

export interface CommentThreadProps {
  requestId: string;
  comments: RequestDetail['comments'];
  mayComment: boolean;
  now: string;
  action: ReviewActions['comment'];
}

/** What people said about a request. Nothing in it decides anything. */
export function CommentThread({ requestId, comments, mayComment, now, action }: CommentThreadProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  useShortcut('m', () => form.current?.querySelector('textarea')?.focus(), mayComment);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    startTransition(async () => {
      const result = await action({ requestId, text });
      setProblem(result.ok ? null : result.problem);
      if (result.ok) setText('');
    });
  };
  return (
    <div className="space-y-3">
      {comments.length > 0 && (
        <ul className="space-y-3">
          {comments.map(({ id, author, text: said, createdAt }) => (
            <li key={id}>
              <p className="flex flex-wrap items-center gap-x-2">
                <PersonChip name={author.name} />
                <span className="text-xs text-muted">
                  <Instant at={createdAt} now={now} />
                </span>
              </p>
              <p className="break-words whitespace-pre-line">{said}</p>
            </li>
          ))}
        </ul>
      )}
      {mayComment ? (
        <form ref={form} onSubmit={submit} className="space-y-2">
          {problem !== null && <FormError problem={readableProblem(problem)} />}
          <TextArea name="text" label="Comment" labelHidden={comments.length > 0} required value={text} onChange={(event) => setText(event.target.value)} maxLength={4000} rows={2} error={errorFor(problem, 'text')} />
          <Button type="submit" size="sm" aria-busy={isPending} disabledReason={text.trim() === '' ? 'Write something first' : undefined}>
            {isPending ? 'Sending…' : 'Comment'}
          </Button>
        </form>
      ) : (
        comments.length === 0 && <p className="text-muted">None yet.</p>
      )}
    </div>
  );
}
