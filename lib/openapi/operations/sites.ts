import { askAttestation as ask } from '@/lib/sites/commands/ask-attestation';
import { assignOwner as assign } from '@/lib/sites/commands/assign-owner';
import { createSite as create } from '@/lib/sites/commands/create-site';
import { disableSite as disable } from '@/lib/sites/commands/disable-site';
import { editSite as edit } from '@/lib/sites/commands/edit-site';
import { enableSite as enable } from '@/lib/sites/commands/enable-site';
import { keepSite as keep } from '@/lib/sites/commands/keep-site';
import { nameSuccessor as succeed } from '@/lib/sites/commands/name-successor';
import { narrowSite as narrow } from '@/lib/sites/commands/narrow-site';
import { noteRotation as rotate } from '@/lib/sites/commands/note-rotation';
import { renewSite as renew } from '@/lib/sites/commands/renew-site';
import { reviewSite as review } from '@/lib/sites/commands/review-site';
import { setLegalHold as hold } from '@/lib/sites/commands/set-legal-hold';
import { getSite as get } from '@/lib/sites/get-site';
import { listSites as list, siteListShape } from '@/lib/sites/list-sites';
import { siteDetailShape } from '@/lib/sites/site-shape';
import { requestRenewal as askRenewal } from '@/lib/requests/commands/request-renewal';
import { requestWidening as widen } from '@/lib/requests/commands/request-widening';
import { transferSite as transfer } from '@/lib/requests/commands/transfer-site';
import { requestDetailShape } from '@/lib/requests/request-shape';
import { changes, reads } from '../operation';

const tag = 'Sites';

export const listSites = reads(
  { id: 'listSites', method: 'GET', path: '/sites', tag, summary: 'List Sites, filtered, sorted and paged' },
  list,
  siteListShape,
);
export const getSite = reads(
  { id: 'getSite', method: 'GET', path: '/sites/{siteId}', tag, summary: 'Get a Site by id or slug' },
  get,
  siteDetailShape,
);
export const createSite = changes(
  { id: 'createSite', method: 'POST', path: '/sites', tag, summary: 'Register a Site', status: 201 },
  create,
  siteDetailShape,
);
export const updateSite = changes(
  { id: 'updateSite', method: 'PATCH', path: '/sites/{siteId}', tag, summary: 'Edit the record of a Site' },
  edit,
  siteDetailShape,
);
export const noteRotation = changes(
  { id: 'noteRotation', method: 'PUT', path: '/sites/{siteId}/rotation', tag, summary: 'Note that a secret of a Site was replaced' },
  rotate,
  siteDetailShape,
);
export const nameSuccessor = changes(
  { id: 'nameSuccessor', method: 'PUT', path: '/sites/{siteId}/successor', tag, summary: 'Name the successor' },
  succeed,
  siteDetailShape,
);
export const assignOwner = changes(
  { id: 'assignOwner', method: 'POST', path: '/sites/{siteId}/assign-owner', tag, summary: 'Make somebody the owner, at once' },
  assign,
  siteDetailShape,
);
export const renewSite = changes(
  { id: 'renewSite', method: 'POST', path: '/sites/{siteId}/renew', tag, summary: 'Renew a Site' },
  renew,
  siteDetailShape,
);
export const keepSite = changes(
  { id: 'keepSite', method: 'POST', path: '/sites/{siteId}/keep', tag, summary: 'Say that an unvisited Site is still needed' },
  keep,
  siteDetailShape,
);
export const narrowSite = changes(
  { id: 'narrowSite', method: 'POST', path: '/sites/{siteId}/narrow', tag, summary: 'Narrow the audience, at once' },
  narrow,
  siteDetailShape,
);
export const disableSite = changes(
  { id: 'disableSite', method: 'POST', path: '/sites/{siteId}/disable', tag, summary: 'Disable a Site' },
  disable,
  siteDetailShape,
);
export const enableSite = changes(
  { id: 'enableSite', method: 'POST', path: '/sites/{siteId}/enable', tag, summary: 'Re-enable a Site' },
  enable,
  siteDetailShape,
);
export const reviewSite = changes(
  { id: 'reviewSite', method: 'POST', path: '/sites/{siteId}/review', tag, summary: 'Record a review' },
  review,
  siteDetailShape,
);
export const askAttestation = changes(
  { id: 'askAttestation', method: 'POST', path: '/sites/{siteId}/attestation', tag, summary: 'Ask the owner to confirm the record' },
  ask,
  siteDetailShape,
);
export const setLegalHold = changes(
  { id: 'setLegalHold', method: 'PUT', path: '/sites/{siteId}/legal-hold', tag, summary: 'Set or lift the legal hold' },
  hold,
  siteDetailShape,
);
export const requestRenewal = changes(
  { id: 'requestRenewal', method: 'POST', path: '/sites/{siteId}/renewal-request', tag, summary: 'Ask to renew beyond the longest lifetime', status: 201 },
  askRenewal,
  requestDetailShape,
);
export const requestWidening = changes(
  { id: 'requestWidening', method: 'POST', path: '/sites/{siteId}/widening', tag, summary: 'Ask to widen the audience', status: 201 },
  widen,
  requestDetailShape,
);
export const transferSite = changes(
  { id: 'transferSite', method: 'POST', path: '/sites/{siteId}/transfer', tag, summary: 'Offer a Site to a new owner', status: 201 },
  transfer,
  requestDetailShape,
);
