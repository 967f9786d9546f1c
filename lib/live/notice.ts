import { z } from 'zod';

/** Which Sites changed; `many` when they were too many to name, or nobody knows. */
export type SitesChanged = { ids: string[] } | { many: true };

const named = z.object({ ids: z.array(z.uuid()).max(100) });

/** Reads what the trigger on Sites sends. Whatever else arrives means that something changed. */
export function readSitesChanged(payload: string): SitesChanged {
  const parsed = named.safeParse(fromJson(payload));
  return parsed.success ? { ids: parsed.data.ids } : { many: true };
}

const progress = z.object({ id: z.uuid(), state: z.string().max(40), done: z.int().min(0), total: z.int().min(0) });
/** How many Sites of a bulk action are done. */
export type BulkProgress = z.infer<typeof progress>;

/** Reads what a bulk action sends; null where it is none. */
export function readBulkProgress(payload: string): BulkProgress | null {
  const parsed = progress.safeParse(fromJson(payload));
  return parsed.success ? parsed.data : null;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
