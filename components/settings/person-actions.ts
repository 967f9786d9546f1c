import type { ActionResult } from '@/lib/gate/action';

export type PersonStep = 'roles' | 'sessions' | 'deactivate' | 'reactivate';

type PersonInput = { personId: string; reason: string };

/** What an admin can do to a person. */
export type PersonActions = {
  setRoles: (input: PersonInput & { roles: string[] }) => Promise<ActionResult<unknown>>;
  endSessions: (input: PersonInput) => Promise<ActionResult<unknown>>;
  deactivate: (input: PersonInput) => Promise<ActionResult<unknown>>;
  reactivate: (input: PersonInput) => Promise<ActionResult<unknown>>;
  /** How many Sites somebody owns; null where it could not be counted. */
  countOwned: (personId: string) => Promise<{ total: number } | null>;
};
