import type { DeparturePreview } from '@/lib/departures/preview-departure';
import type { ActionResult } from '@/lib/gate/action';

export type PersonStep = 'roles' | 'sessions' | 'deactivate' | 'reactivate';

type PersonInput = { personId: string; reason: string };

/** What an admin can do to a person. */
export type PersonActions = {
  setRoles: (input: PersonInput & { roles: string[] }) => Promise<ActionResult<unknown>>;
  endSessions: (input: PersonInput) => Promise<ActionResult<unknown>>;
  deactivate: (input: PersonInput) => Promise<ActionResult<unknown>>;
  reactivate: (input: PersonInput) => Promise<ActionResult<unknown>>;
  /** What would become of their Sites; null where that could not be told. */
  previewDeparture: (personId: string) => Promise<DeparturePreview | null>;
};
