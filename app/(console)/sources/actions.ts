'use server';

import { act, type ActionResult } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { changeSource as change } from '@/lib/sources/commands/change-source';
import { createSource as create } from '@/lib/sources/commands/create-source';
import { liftSourceConflict } from '@/lib/sources/commands/lift-source-conflict';
import { setSourceConflict } from '@/lib/sources/commands/set-source-conflict';
import { previewConflict as previewPair } from '@/lib/sources/list-conflicts';
import { previewSource as preview } from '@/lib/sources/preview-source';
import type { ConflictImpact, SourceImpact } from '@/lib/sources/source-shape';

type SourceChanged = ActionResult<{ id: string }>;

export async function createSource(input: unknown): Promise<SourceChanged> {
  return idOf(await act(create, input));
}

export async function changeSource(input: unknown): Promise<SourceChanged> {
  return idOf(await act(change, input));
}

export async function setConflict(input: unknown) {
  return act(setSourceConflict, input);
}

export async function liftConflict(input: unknown) {
  return act(liftSourceConflict, input);
}

/** What a change would touch; null where that can't be told. */
export async function previewSource(input: { sourceId: string; sensitivity: string; mode: string }): Promise<SourceImpact | null> {
  const found = await tryRead(preview, input);
  return found.ok ? found.answer : null;
}

/** In which Sites two sources meet; null where that can't be told. */
export async function previewConflict(input: { a: string; b: string }): Promise<ConflictImpact | null> {
  const found = await tryRead(previewPair, input);
  return found.ok ? found.answer : null;
}

function idOf(result: SourceChanged): SourceChanged {
  return result.ok ? { ok: true, answer: { id: result.answer.id } } : result;
}
