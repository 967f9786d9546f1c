'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ImportReport } from '@/lib/imports/report';
import { newTaskId } from './task-id';

export type ImportProblem = { title: string; detail: string; errors?: { path: string; message: string }[] };

/** What goes to the server, and what could not even be sent. */
export type ImportPayload = {
  url: string;
  type: string;
  body: BodyInit;
  refused?: ImportReport['refused'];
  /** Bytes that the server takes of this kind; 32 MB where nothing is said. */
  limit?: number;
  /** Whether the server tells how far it is. */
  isWatched?: boolean;
};

/** Builds the same payload twice: for the dry run and for applying what it showed. @throws UnreadableInput */
export type ImportSource = (apply: boolean) => Promise<ImportPayload>;

/** What was given can't be sent; the message says what to do. */
export class UnreadableInput extends Error {}

export type ImportState =
  | { phase: 'idle'; problem: ImportProblem | null }
  | { phase: 'checking' }
  | { phase: 'checked'; report: ImportReport; problem: ImportProblem | null }
  | { phase: 'applying'; report: ImportReport }
  | { phase: 'applied'; report: ImportReport };

const megabyte = 1024 * 1024;
/** The largest body that the server takes; told before minutes of upload are spent. */
const bodyLimit = 32 * megabyte;

/** A dry run, then the same applied. Both can be cancelled while they are under way. */
export function useImport(source: ImportSource | null): { state: ImportState; taskId: string | null; check: () => void; apply: () => void; cancel: () => void } {
  const router = useRouter();
  const [state, setState] = useState<ImportState>({ phase: 'idle', problem: null });
  const [taskId, setTaskId] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const ask = async (apply: boolean, before: ImportReport | null) => {
    if (source === null) return;
    const controller = new AbortController();
    running.current = controller;
    const failed = (problem: ImportProblem): ImportState => (before === null ? { phase: 'idle', problem } : { phase: 'checked', report: before, problem });
    try {
      const { url, type, body, refused = [], limit = bodyLimit, isWatched = false } = await source(apply);
      const size = typeof body === 'string' ? new Blob([body]).size : body instanceof Blob ? body.size : 0;
      if (size > limit) throw new UnreadableInput(`Together this is more than ${limit / megabyte} MB. Import it in parts, or from the shell.`);
      const task = isWatched ? newTaskId() : null;
      setTaskId(task);
      const response = await fetch(task === null ? url : `${url}&task=${task}`, { method: 'POST', headers: { 'content-type': type }, body, signal: controller.signal });
      const answer: unknown = await response.json();
      if (controller.signal.aborted) return;
      if (!response.ok) return setState(failed(problemOf(answer, response.status)));
      const report = { ...(answer as ImportReport), refused: [...refused, ...(answer as ImportReport).refused] };
      setState(apply ? { phase: 'applied', report } : { phase: 'checked', report, problem: null });
      if (apply) router.refresh();
    } catch (error) {
      setState(failed(causeOf(error, controller.signal.aborted, apply)));
    }
  };

  return {
    state,
    taskId,
    check: () => {
      setState({ phase: 'checking' });
      void ask(false, null);
    },
    apply: () => {
      if (state.phase !== 'checked') return;
      setState({ phase: 'applying', report: state.report });
      void ask(true, state.report);
    },
    cancel: () => running.current?.abort(),
  };
}

function problemOf(answer: unknown, status: number): ImportProblem {
  const { title, detail, errors } = (answer ?? {}) as Partial<ImportProblem>;
  return { title: title ?? `The server answered ${status}`, detail: detail ?? 'Try again in a moment.', ...(errors && { errors }) };
}

function causeOf(error: unknown, isCancelled: boolean, apply: boolean): ImportProblem {
  if (error instanceof UnreadableInput) return { title: 'This can’t be imported', detail: error.message };
  if (isCancelled) {
    return apply
      ? { title: 'Cancelled', detail: 'The server may have applied it all the same: an import is taken whole or not at all. Check again to see; what arrived counts as unchanged.' }
      : { title: 'Cancelled', detail: 'A dry run changes nothing.' };
  }
  return { title: 'No answer', detail: `The server did not answer. Check your connection, then try again.${apply ? ' If it was applied after all, the next check shows it as unchanged.' : ''}` };
}
