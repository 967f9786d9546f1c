'use server';

import { previewDeparture as readPreview, type DeparturePreview } from '@/lib/departures/preview-departure';
import { act } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { endSessions as end } from '@/lib/people/commands/end-sessions';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { setRoles as set } from '@/lib/people/commands/set-roles';

/** Gives and takes roles. */
export async function setRoles(input: unknown) {
  return act(set, input);
}

/** Signs a person out everywhere. */
export async function endSessions(input: unknown) {
  return act(end, input);
}

/** Takes a person out of the workspace. */
export async function deactivate(input: unknown) {
  return act(deactivatePerson, input);
}

/** Lets a person back in. */
export async function reactivate(input: unknown) {
  return act(reactivatePerson, input);
}

/** What would become of somebody’s Sites if they left now; null where that can’t be told. */
export async function previewDeparture(personId: string): Promise<DeparturePreview | null> {
  const preview = await tryRead(readPreview, { personId });
  return preview.ok ? preview.answer : null;
}
