import type { Role } from '@/lib/domain/permissions';
import type { ActionResult } from '@/lib/gate/action';
import type { SavedView } from '@/lib/views/view-shape';

/** What can be done with saved views, as the page hands it over. */
export interface ViewActions {
  save: (input: { name: string; query: string; isShared: boolean }) => Promise<ActionResult<SavedView>>;
  change: (input: { viewId: string; revision: number; name?: string; query?: string; isShared?: boolean }) => Promise<ActionResult<SavedView>>;
  remove: (input: { viewId: string }) => Promise<ActionResult<unknown>>;
  setDefault: (input: { role: Role; view: string | null }) => Promise<ActionResult<unknown>>;
}

/** What somebody's roles let them do with views. */
export interface ViewRights {
  mayShare: boolean;
  /** Whether they decide which view a role begins with. */
  maySetDefault: boolean;
}
