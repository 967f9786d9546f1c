import { z } from 'zod';
import { audienceModes, driftKinds, observedModes } from '@/lib/domain/audience';
import { incidentEndings } from '@/lib/domain/drift-incident';
import { siteStates } from '@/lib/domain/site';
import { enforcementShape } from '@/lib/enforcement/enforcement-shape';
import { personShape } from '@/lib/sites/site-shape';

const at = z.iso.datetime();

/** The platform lets in others than were approved: what it shows, who has taken it on, how it ended. */
export const incidentShape = z.object({
  id: z.uuid(),
  site: z.object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    state: z.enum(siteStates),
    audience: z.enum(audienceModes),
    owner: personShape.nullable(),
  }),
  drift: z.enum(driftKinds),
  observedMode: z.enum(observedModes),
  /** The platform's revision of the access that it reported, where it named one. */
  observedRevision: z.int().nullable(),
  /** Whom the latest report lets in who was not approved: e-mails and groups by name, twenty of each at most; where the mode itself is wider, nobody is named. */
  beyond: z.object({ people: z.array(z.string()), groups: z.array(z.string()), more: z.int(), externalVisitors: z.int() }),
  openedAt: at,
  acknowledgedAt: at.nullable(),
  acknowledgedBy: personShape.nullable(),
  note: z.string().nullable(),
  closedAt: at.nullable(),
  ending: z.enum(incidentEndings).nullable(),
  /** What is asked of the platform about this Site and not shown to be done, with the steps; empty once it is over. */
  tasks: z.array(enforcementShape),
});
export type IncidentView = z.infer<typeof incidentShape>;

export const incidentListShape = z.object({ items: z.array(incidentShape), next: z.string().nullable() });
export type IncidentList = z.infer<typeof incidentListShape>;
