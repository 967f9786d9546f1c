import { v7 as uuidv7 } from 'uuid';
import { defaultSettings } from '@/lib/domain/settings';
import { hashToken } from '@/lib/gate/actor';
import { onCampaign } from './api-case-campaigns';
import { onIncident, onReReview } from './api-case-incidents';
import { onRecord } from './api-case-records';
import { newSource, onSource } from './api-case-sources';
import {
  csv, disabled, inDays, newView, onBulk, onDelegation, onFile, onHandover, onJob, onMail, onNotice, onPolicy, onRequest, onRetirement, onSimulation, onSite, onSweep, onView, onWebhook, plain, post, quarantined, reject, ruleOfWalk, widening,
} from './api-case-kinds';
import type { Case } from './api-walk';

/** Every operation of the API, in every way in which the permission table tells it apart. */
export const cases: Record<string, Case[]> = {
  getMe: [plain('me.get', '/me')],
  listSites: [plain('site.list', '/sites?limit=5')],
  exportSites: [plain('site.export', '/sites/export')],
  getCsvTemplate: [plain('site.list', '/imports/csv/template')],
  listPeople: [plain('people.list', '/people')],
  listGroups: [plain('group.list', '/groups')],
  listDepartments: [plain('department.list', '/departments')],
  listSources: [plain('source.list', '/sources')],
  createSource: [{ needs: ['source.change'], prepare: () => Promise.resolve({ path: '/sources', call: post(newSource()) }) }],
  getSource: [onSource('source.matrix', 'GET', '/:a')],
  updateSource: [onSource('source.change', 'PATCH', '/:a', { mode: 'forbidden', reason: 'A walk.' })],
  previewSource: [onSource('source.matrix', 'GET', '/:a/impact?mode=read_only&sensitivity=customer')],
  listSourceUses: [plain('source.matrix', '/sources/uses')],
  listSourceMatrix: [plain('source.matrix', '/sources/matrix?problem=conflict')],
  listSourceConflicts: [plain('source.matrix', '/sources/conflicts')],
  previewSourceConflict: [onSource('source.matrix', 'GET', '/conflicts/impact?a=:a&b=:b')],
  setSourceConflict: [onSource('source.change', 'PUT', '/conflicts', { reason: 'A walk.' })],
  liftSourceConflict: [onSource('source.change', 'POST', '/conflicts/lift', { reason: 'A walk.' })],
  listRequests: [plain('request.list', '/requests')],
  listAuditEvents: [plain('audit.list', '/audit/events?limit=5')],
  exportAudit: [plain('audit.list', '/audit/export')],
  verifyAudit: [plain('audit.verify', '/audit/verify')],
  createSite: [plain('site.create', '/sites', post({ title: 'Made by the walk' }))],
  importManifests: [
    plain('import.preview', '/imports/manifests', post({ apply: false, items: [] })),
    plain('import.apply', '/imports/manifests', post({ apply: true, items: [{ path: 'walk/.openai/hosting.json', content: '{}' }] })),
  ],
  importFeed: [
    plain('import.preview', '/imports/feed', post({ apply: false, sites: [] })),
    plain('import.apply', '/imports/feed', post({ apply: true, sites: [] })),
  ],
  importCsv: [plain('import.preview', '/imports/csv', csv), plain('import.apply', '/imports/csv?apply=true', csv)],
  getSite: [onSite('site.get', 'GET', ''), onSite('site.get', 'GET', '', undefined, disabled('expired'))],
  updateSite: [onSite('site.edit', 'PATCH', '', { purpose: 'Something else' })],
  nameSuccessor: [onSite('site.name_successor', 'PUT', '/successor', ({ stranger }) => ({ successor: stranger.id }))],
  noteRotation: [
    {
      needs: ['site.note_rotation'],
      prepare: async (world, cast, subject) => {
        const prepared = await onSite('site.note_rotation', 'PUT', '/rotation', { key: 'TOKEN' }).prepare(world, cast, subject);
        const siteId = prepared.path.split('/')[2] ?? '';
        await world.db.prisma.environmentKey.create({ data: { siteId, key: 'TOKEN', isSecret: true, present: true } });
        return prepared;
      },
    },
  ],
  renewSite: [onSite('site.renew', 'POST', '/renew', { expiresAt: inDays(60), reason: 'Still needed.' })],
  requestRenewal: [onSite('request.renewal', 'POST', '/renewal-request', { expiresAt: inDays(800), reason: 'The contract runs so long.' })],
  keepSite: [onSite('site.keep', 'POST', '/keep', { reason: 'For the audit in June.' })],
  narrowSite: [onSite('site.narrow', 'POST', '/narrow', { audience: { mode: 'admins_only' } })],
  requestWidening: [onSite('site.request_widening', 'POST', '/widening', widening)],
  transferSite: [onSite('site.transfer', 'POST', '/transfer', ({ stranger }) => ({ to: stranger.id, reason: 'Moving on.' }), { transfer: false })],
  disableSite: [onSite('site.disable', 'POST', '/disable', { reason: 'project_completed' })],
  enableSite: [
    onSite('site.enable', 'POST', '/enable', {}, disabled('expired')),
    onSite('site.enable', 'POST', '/enable', {}, disabled('security_incident'), ['site.enable_after_security']),
  ],
  reviewSite: [onSite('site.review', 'POST', '/review', {})],
  setLegalHold: [onSite('site.set_legal_hold', 'PUT', '/legal-hold', { hold: true, reason: 'A dispute.' })],
  assignOwner: [onSite('site.assign_owner', 'POST', '/assign-owner', ({ stranger }) => ({ owner: stranger.id }))],
  askAttestation: [onSite('site.ask_attestation', 'POST', '/attestation', {})],
  previewDeparture: [{ needs: ['departure.preview'], prepare: (_world, cast) => Promise.resolve({ path: `/people/${cast.owner.id}/departure` }) }],
  listHandovers: [plain('handover.list', '/handovers')],
  getHandover: [onHandover('handover.get', 'GET', ''), onHandover('handover.get', 'GET', '', true)],
  listHandoverItems: [onHandover('handover.get', 'GET', '/sites'), onHandover('handover.get', 'GET', '/sites', true)],
  answerHandover: [onHandover('handover.answer', 'POST', '/answer'), onHandover('handover.answer', 'POST', '/answer', true)],
  listSuccessions: [plain('handover.list', '/successions')],
  answerSuccession: [onSite('site.answer_succession', 'POST', '/succession', { accept: true })],
  listQuarantine: [plain('quarantine.list', '/quarantine?limit=5')],
  releaseSite: [onSite('site.release', 'POST', '/release', ({ stranger }) => ({ owner: stranger.id }), quarantined)],
  releaseSites: [
    {
      needs: ['site.release'],
      prepare: async (world, cast) => {
        const { id: siteId } = await world.newSite(quarantined);
        return { path: '/quarantine/release', call: post({ sites: [{ siteId, owner: cast.stranger.id }] }) };
      },
    },
  ],
  listRetirements: [plain('retirement.list', '/retirements')],
  getRetirement: [onRetirement('retirement.get', 'GET', '/retirement')],
  beginRetirement: [onSite('retirement.begin', 'POST', '/retirement', { reason: 'Its work is done.' })],
  stopRetirement: [onRetirement('retirement.stop', 'POST', '/retirement/stop', { reason: 'Still needed.' })],
  settleExport: [onRetirement('retirement.settle', 'PUT', '/retirement/export', { kind: 'd1', decision: { outcome: 'waived', reason: 'Nobody ever wrote anything into it.' } })],
  settleSecret: [onRetirement('retirement.settle', 'PUT', '/retirement/secret', { key: 'TOKEN', isRevoked: false })],
  confirmDeletion: [onRetirement('retirement.delete', 'POST', '/retirement/deletion', { note: 'Gone.' }, 'deleting')],
  getTombstone: [onRetirement('retirement.get', 'GET', '/tombstone', undefined, 'done')],
  getSiteNotice: [onNotice()],
  listBulkActions: [plain('bulk.list', '/bulk-actions')],
  createBulkAction: [plain('bulk.plan', '/bulk-actions', post({ kind: 'add_tags', change: { tags: ['walk'] }, reason: 'A walk.', selection: { search: { q: 'nowhere' } } }))],
  getBulkAction: [onBulk('bulk.get', 'GET', '', 'planned')],
  listBulkItems: [onBulk('bulk.get', 'GET', '/items', 'planned')],
  listBulkRefusals: [onBulk('bulk.get', 'GET', '/refusals', 'planned')],
  runBulkAction: [onBulk('bulk.run', 'POST', '/run', 'planned'), onBulk('bulk.run', 'POST', '/run', 'planned', true)],
  stopBulkAction: [onBulk('bulk.stop', 'POST', '/stop', 'running')],
  discardBulkAction: [onBulk('bulk.run', 'POST', '/discard', 'planned')],
  undoBulkAction: [onBulk('bulk.run', 'POST', '/undo', 'done')],
  listSweeps: [plain('sweep.list', '/lifecycle/sweeps')],
  listDueSites: [plain('sweep.list', '/lifecycle/due-sites')],
  startSweep: [onSweep('sweep.run', () => ({ path: '/lifecycle/sweeps', call: post({}) }))],
  decideSweep: [onSweep('sweep.decide', (id) => ({ path: `/lifecycle/sweeps/${id}/decide`, call: post({ decision: 'abandon', reason: 'A walk.' }) }), 'stopped')],
  listSiteFacets: [plain('site.list', '/sites/facets?state=live')],
  watchSiteChanges: [plain('site.list', '/sites/changes?seconds=0', { headers: { accept: 'text/event-stream' } })],
  listCampaigns: [plain('campaign.list', '/campaigns')],
  previewCampaign: [plain('campaign.preview', '/campaigns/preview?query=audience%3Dcustom')],
  startCampaign: [plain('campaign.start', '/campaigns', post({ name: 'A walk', query: 'q=nowhere', dueAt: inDays(30), silence: 'keep' }))],
  getCampaign: [onCampaign('campaign.get', 'GET', ''), onCampaign('campaign.get', 'GET', '', true)],
  listCampaignItems: [onCampaign('campaign.get', 'GET', '/sites'), onCampaign('campaign.get', 'GET', '/sites', true)],
  getCampaignItem: [onCampaign('campaign.get', 'GET', '/sites/:site'), onCampaign('campaign.get', 'GET', '/sites/:site', true)],
  listCampaignEntries: [onCampaign('campaign.get', 'GET', '/sites/:site/entries'), onCampaign('campaign.get', 'GET', '/sites/:site/entries', true)],
  answerCampaign: [onCampaign('campaign.answer', 'POST', '/answers'), onCampaign('campaign.answer', 'POST', '/answers', true)],
  closeCampaign: [onCampaign('campaign.start', 'POST', '/close')],
  cancelCampaign: [onCampaign('campaign.start', 'POST', '/cancel')],
  endCampaignRepetition: [onCampaign('campaign.start', 'POST', '/end-repetition')],
  exportCampaign: [onCampaign('campaign.get_evidence', 'GET', '/evidence')],
  listViews: [plain('view.list', '/views')],
  createView: [newView('view.save', false), newView('view.share', true)],
  getView: [onView('view.list', 'GET', { isShared: true }), onView('view.list', 'GET', { own: true })],
  updateView: [
    onView('view.save', 'PATCH', { body: { query: 'state=draft' } }),
    onView('view.save', 'PATCH', { own: true, body: { query: 'state=draft' } }),
    onView('view.share', 'PATCH', { own: true, body: { isShared: true } }),
    onView('view.share', 'PATCH', { isShared: true, body: { query: 'state=draft' } }),
  ],
  deleteView: [onView('view.save', 'DELETE'), onView('view.save', 'DELETE', { own: true }), onView('view.share', 'DELETE', { isShared: true })],
  setDefaultView: [onView('view.set_default', 'PUT', { isShared: true, path: '/views/defaults/member' })],
  listEnforcements: [plain('enforcement.list', '/enforcements?limit=5')],
  settleEnforcement: [
    {
      needs: ['enforcement.settle'],
      prepare: async (world) => {
        const { id: siteId } = await world.newSite();
        const at = new Date();
        const { id } = await world.db.prisma.enforcement.create({
          data: { siteId, aspect: 'availability', wanted: { aspect: 'availability', open: false }, requestedAt: at, requestedBy: 'A walk', overdueAt: new Date(inDays(7)) },
        });
        return { path: '/enforcements/settle', call: post({ items: [{ id, revision: 1 }], outcome: 'done', note: 'Suspended.' }) };
      },
    },
  ],
  listIncidents: [plain('incident.list', '/incidents?limit=5')],
  acknowledgeIncident: [onIncident()],
  answerReReview: [onReReview()],
  noteFallback: [onSite('site.note_fallback', 'PUT', '/fallback', { note: 'The wiki.' })],
  listWebhooks: [plain('webhook.list', '/webhooks')],
  createWebhook: [plain('webhook.change', '/webhooks', post({ url: 'https://1.1.1.1/hooks' }))],
  updateWebhook: [onWebhook('webhook.change', 'PATCH', '', { description: 'Another' })],
  removeWebhook: [onWebhook('webhook.change', 'DELETE', '')],
  rotateWebhookSecret: [onWebhook('webhook.change', 'POST', '/rotate-secret')],
  testWebhook: [onWebhook('webhook.change', 'POST', '/test')],
  listWebhookDeliveries: [onWebhook('webhook.list', 'GET', '/deliveries')],
  replayWebhookDelivery: [onWebhook('webhook.change', 'POST', '/deliveries/:delivery/replay')],
  replayWebhookDeliveries: [onWebhook('webhook.change', 'POST', '/replay', { since: inDays(-7) })],
  listPolicies: [plain('policy.list', '/policies')],
  getPolicy: [onPolicy('policy.list', 'GET', '')],
  createPolicy: [{ needs: ['policy.change'], prepare: () => Promise.resolve({ path: '/policies', call: { method: 'POST', body: { key: `walk-${uuidv7()}`, name: 'Walk', ...ruleOfWalk, why: 'The walk' } } }) }],
  changePolicy: [onPolicy('policy.change', 'PUT', '', { name: 'Walked on', ...ruleOfWalk, why: 'The walk' })],
  archivePolicy: [onPolicy('policy.change', 'POST', '/archive', { why: 'The walk' })],
  restorePolicy: [onPolicy('policy.change', 'POST', '/restore', { why: 'The walk' }, true)],
  checkPolicy: [plain('policy.simulate', '/policies/check', post({ condition: 'true' }))],
  exportPolicies: [plain('policy.list', '/policies/export')],
  importPolicies: [
    plain('policy.list', '/policies/import', post({ apply: false, yaml: 'siteward: policies/1\npolicies: []\n' })),
    plain('policy.change', '/policies/import', post({ apply: true, why: 'The walk', yaml: 'siteward: policies/1\npolicies: []\n' })),
  ],
  startPolicySimulation: [plain('policy.simulate', '/policies/simulations', post({ rules: [{ key: 'walked-off', name: 'Walk', ...ruleOfWalk }] }))],
  listPolicySimulations: [plain('policy.simulate', '/policies/simulations')],
  getPolicySimulation: [onSimulation('policy.simulate', 'GET', '')],
  stopPolicySimulation: [onSimulation('policy.simulate', 'POST', '/stop')],
  listInbox: [plain('inbox.list', '/inbox')],
  markInboxRead: [{ ...plain('inbox.mark_read', '/inbox/read', post({})), writes: true }],
  getPreferences: [plain('preference.get', '/me/notifications')],
  setPreferences: [{ ...plain('preference.set', '/me/notifications', { method: 'PUT', body: { frequency: 'daily', weekday: 2, byMail: true } }), writes: true }],
  makeCalendar: [{ ...plain('calendar.set', '/me/calendar', post({})), writes: true }],
  revokeCalendar: [
    {
      needs: ['calendar.set'],
      writes: true,
      prepare: async (world, _cast, { id: personId }) => {
        const row = { hash: hashToken(uuidv7()), createdAt: new Date() };
        await world.db.prisma.calendarFeed.upsert({ where: { personId }, create: { personId, ...row }, update: row });
        return { path: '/me/calendar', call: { method: 'DELETE' } };
      },
    },
  ],
  listMail: [plain('mail.list', '/mail?state=failed')],
  getMail: [onMail('mail.list', 'GET', '')],
  retryMail: [onMail('mail.retry', 'POST', '/retry')],
  listTasks: [plain('task.get', '/tasks')],
  getTask: [
    {
      needs: ['task.get'],
      prepare: async (world, _cast, subject) => {
        const { id } = await world.db.prisma.taskProgress.create({ data: { id: uuidv7(), kind: 'export', personId: subject.id, total: 2 } });
        return { path: `/tasks/${id}` };
      },
    },
  ],
  getSettings: [plain('settings.get', '/settings')],
  changeSettings: [
    {
      needs: ['settings.change'],
      prepare: async (world) => {
        const revision = (await world.db.prisma.workspaceSettings.findUnique({ where: { id: 1 } }))?.revision ?? 0;
        return { path: '/settings', call: { method: 'PUT', body: { settings: { ...defaultSettings, expiringDays: 31 + revision }, reason: 'A walk.', revision } } };
      },
    },
  ],
  simulateSettings: [plain('settings.simulate', '/settings/simulation', post({ settings: defaultSettings }))],
  listReviews: [plain('review.list', '/reviews'), plain('review.list', '/reviews?whose=all')],
  listJobs: [plain('job.list', '/jobs')],
  retryJob: [onJob('job.retry', '/retry')],
  dismissJob: [onJob('job.dismiss', '/dismiss', { reason: 'Done by hand.' })],
  getRequest: [onRequest('request.get', 'GET', ''), onRequest('request.get', 'GET', '', { transfer: true })],
  getDecisionRecord: [onRecord()],
  decideRequest: [
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject }),
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject, own: true }),
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject, ownSite: true }),
    onRequest('request.decide_transfer', 'POST', '/decide', { body: reject, transfer: true }),
    onRequest('request.decide_renewal', 'POST', '/decide', { body: reject, renewal: true }),
    onRequest('request.decide_renewal', 'POST', '/decide', { body: reject, renewal: true, own: true }),
    onRequest('request.decide_renewal', 'POST', '/decide', { body: reject, renewal: true, ownSite: true }),
  ],
  decideRequests: [plain('request.decide_widening', '/requests/decide', post({ requests: [{ requestId: uuidv7(), revision: 1 }], ...reject }))],
  addEvidence: [onRequest('request.add_evidence', 'POST', '/evidence', { body: { evidence: { kind: 'data_note', outcome: 'passed', answer: 'Nothing is kept.' } } })],
  commentOnRequest: [onRequest('request.comment', 'POST', '/comments', { body: { text: 'A walk.' } }), onRequest('request.comment', 'POST', '/comments', { body: { text: 'A walk.' }, transfer: true })],
  claimRequest: [onRequest('request.claim', 'POST', '/claim')],
  releaseRequest: [onRequest('request.claim', 'POST', '/release', { claimed: true })],
  handOverRequest: [onRequest('request.claim', 'POST', '/hand-over', { body: (cast, subject) => ({ to: subject === cast.reviewer ? cast.admin.id : cast.reviewer.id }) })],
  previewWidening: [onSite('request.preview', 'POST', '/widening/preview', { audience: { mode: 'workspace_all' } })],
  getWideningDraft: [onSite('request.preview', 'GET', '/widening/draft')],
  saveWideningDraft: [{ ...onSite('request.draft', 'PUT', '/widening/draft', { draft: { reason: 'A walk' } }), writes: true }],
  discardWideningDraft: [{ ...onSite('request.draft', 'DELETE', '/widening/draft'), writes: true }],
  addAttachment: [onFile('attachment.add', 'POST')],
  getAttachment: [onFile('attachment.get', 'GET')],
  listDelegations: [plain('delegation.list', '/delegations')],
  setDelegation: [onDelegation('set')],
  endDelegation: [onDelegation('end')],
  withdrawRequest: [onRequest('request.withdraw', 'POST', '/withdraw'), onRequest('request.withdraw', 'POST', '/withdraw', { transfer: true })],
};
