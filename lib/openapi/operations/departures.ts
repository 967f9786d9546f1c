import { answerHandover as answer } from '@/lib/departures/commands/answer-handover';
import { getHandover as get } from '@/lib/departures/get-handover';
import { handoverShape } from '@/lib/departures/handover-shape';
import { handoverItemListShape, listHandoverItems as items } from '@/lib/departures/list-handover-items';
import { handoverListShape, listHandovers as list } from '@/lib/departures/list-handovers';
import { departurePreviewShape, previewDeparture as preview } from '@/lib/departures/preview-departure';
import { handoverAnswerShape } from '@/lib/departures/save-answers';
import { releaseSite as release } from '@/lib/quarantine/commands/release-site';
import { releasedShape, releaseSites as releaseMany } from '@/lib/quarantine/commands/release-sites';
import { listQuarantine as queue, quarantineListShape } from '@/lib/quarantine/list-quarantine';
import { answerSuccession as answerNaming } from '@/lib/sites/commands/answer-succession';
import { listSuccessions as successions, successionListShape } from '@/lib/sites/list-successions';
import { siteDetailShape } from '@/lib/sites/site-shape';
import { changes, reads } from '../operation';

const tag = 'Departures';

export const previewDeparture = reads(
  { id: 'previewDeparture', method: 'GET', path: '/people/{personId}/departure', tag, summary: 'See who would take over the Sites of a person' },
  preview,
  departurePreviewShape,
);
export const listHandovers = reads({ id: 'listHandovers', method: 'GET', path: '/handovers', tag, summary: 'List handovers, newest first' }, list, handoverListShape);
export const getHandover = reads({ id: 'getHandover', method: 'GET', path: '/handovers/{handoverId}', tag, summary: 'Get a handover' }, get, handoverShape);
export const listHandoverItems = reads(
  { id: 'listHandoverItems', method: 'GET', path: '/handovers/{handoverId}/sites', tag, summary: 'List the Sites of a handover' },
  items,
  handoverItemListShape,
);
export const answerHandover = changes(
  { id: 'answerHandover', method: 'POST', path: '/handovers/{handoverId}/answer', tag, summary: 'Keep, retire or reassign received Sites' },
  answer,
  handoverAnswerShape,
);
export const listSuccessions = reads(
  { id: 'listSuccessions', method: 'GET', path: '/successions', tag, summary: 'List the Sites that ask oneself to be the successor' },
  successions,
  successionListShape,
);
export const answerSuccession = changes(
  { id: 'answerSuccession', method: 'POST', path: '/sites/{siteId}/succession', tag, summary: 'Agree to be the successor, or decline' },
  answerNaming,
  siteDetailShape,
);
export const listQuarantine = reads(
  { id: 'listQuarantine', method: 'GET', path: '/quarantine', tag, summary: 'List quarantined Sites with a proposal for each' },
  queue,
  quarantineListShape,
);
export const releaseSites = changes({ id: 'releaseSites', method: 'POST', path: '/quarantine/release', tag, summary: 'Take many Sites out of quarantine' }, releaseMany, releasedShape);
export const releaseSite = changes({ id: 'releaseSite', method: 'POST', path: '/sites/{siteId}/release', tag, summary: 'Take a Site out of quarantine' }, release, siteDetailShape);
