import { acknowledgeIncident as acknowledge } from '@/lib/incidents/commands/acknowledge-incident';
import { incidentListShape, incidentShape } from '@/lib/incidents/incident-shape';
import { listIncidents as list } from '@/lib/incidents/list-incidents';
import { changes, reads } from '../operation';

const tag = 'Incidents';

export const listIncidents = reads(
  { id: 'listIncidents', method: 'GET', path: '/incidents', tag, summary: 'List drift incidents, open ones first, of those the public ones' },
  list,
  incidentListShape,
);
export const acknowledgeIncident = changes(
  { id: 'acknowledgeIncident', method: 'POST', path: '/incidents/{incidentId}/acknowledge', tag, summary: 'Take on a drift incident, saying what is done about it' },
  acknowledge,
  incidentShape,
);
