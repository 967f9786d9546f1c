import { z } from 'zod';
import { observedModes } from '@/lib/domain/audience';
import { acknowledge } from '@/lib/domain/drift-incident';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command, notFound } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { incidentFactsInclude, toIncidentFacts } from '../incident-row';
import { readIncidents } from '../read-incidents';
import { acknowledgeRow } from '../write';

/** Somebody takes a drift incident on, and says what they do about it. */
export const acknowledgeIncident = command({
  name: 'incident.acknowledge',
  input: z.strictObject({
    incidentId: z.uuid(),
    note: prose(2000),
    /** What the platform showed when it was looked at; an incident that is worse by now is not taken on unseen. */
    observedMode: z.enum(observedModes).optional(),
  }),
  load: async (tx, { incidentId }) => {
    await tx.$executeRaw`SELECT 1 FROM drift_incident WHERE id = ${incidentId}::uuid FOR UPDATE`;
    const row = await tx.driftIncident.findUnique({ where: { id: incidentId }, include: incidentFactsInclude });
    return row === null ? null : toIncidentFacts(row);
  },
  may: (actor) => judge('incident.acknowledge', roleStandings(actor)),
  decide: (incident, input) => acknowledge(incident, input),
  save: async (tx, incident, { note }, { actor, now }) => {
    // Taking on is somebody's word, so that one knows whom to ask.
    if (actor.personId === null) throw new ProblemError('forbidden', 'A person takes an incident on. Sign in as one.');
    await acknowledgeRow(tx, incident.id, { personId: actor.personId, note, now });
    const [view] = await readIncidents(tx, [incident.id], now);
    if (view === undefined) throw notFound();
    return view;
  },
});
