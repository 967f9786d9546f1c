import { v7 as uuidv7 } from 'uuid';
import { judgeOnBulk, type BulkState } from '@/lib/domain/bulk';
import type { Operation as Permitted } from '@/lib/domain/permissions';
import { defaultSettings } from '@/lib/domain/settings';
import { hidden, judge, judgeOnRequest, judgeOnSite, roleStandings, type RequestRelations, type SiteRelations, type Subject, type Verdict } from '@/lib/domain/verdict';
import { judgeOnHandover } from '@/lib/domain/handover';
import { hashToken } from '@/lib/gate/actor';
import { judgeViewChange, type ViewFacts } from '@/lib/domain/view';
import type { ApiCall, ApiPerson, ApiWorld, NewSite } from './api';
import { insertPlan } from './retirements';

/** Those whom the walk sends: by role, or by how they stand to its Sites. `stranger` has no part in any. */
export const subjects = ['admin', 'owner', 'reviewer', 'auditor', 'stranger', 'successor', 'visitor', 'proposed', 'requester'] as const;
export type Cast = Record<(typeof subjects)[number], ApiPerson>;

export async function castOf(world: ApiWorld): Promise<Cast> {
  return {
    admin: await world.newPerson(['admin']),
    owner: await world.newPerson(),
    reviewer: await world.newPerson(['reviewer']),
    auditor: await world.newPerson(['auditor']),
    stranger: await world.newPerson(),
    successor: await world.newPerson(),
    visitor: await world.newPerson(),
    proposed: await world.newPerson(),
    requester: await world.newPerson(),
  };
}

/** What is asked for, and how the subject stands to it. */
export type Prepared = { path: string; call?: Omit<ApiCall, 'token'>; site?: SiteRelations; request?: RequestRelations; bulk?: { actorId: string }; handover?: { toId: string }; view?: Pick<ViewFacts, 'ownerId' | 'isShared'> };

/** One way to use an operation: what the permission table calls it, and what it is asked to do. */
export type Case = {
  /** Every one of these has to allow it. */
  needs: [Permitted, ...Permitted[]];
  /** It writes, though it changes nothing of the workspace: a token that only reads is refused. */
  writes?: true;
  /** Made anew for each subject, so that no case depends on another. */
  prepare: (world: ApiWorld, cast: Cast, subject: ApiPerson) => Promise<Prepared>;
};

/** What the permission table says of a subject and the thing it asks for. */
export function verdictOf({ needs }: Pick<Case, 'needs'>, { site, request, bulk, handover, view }: Prepared, { id: personId, roles }: ApiPerson): Verdict {
  const subject = { personId, roles };
  for (const permission of needs) {
    const verdict =
      request !== undefined
        ? judgeOnRequest(permission, subject, request)
        : bulk !== undefined
          ? judgeOnBulk(permission, subject, bulk)
          : handover !== undefined
            ? judgeOnHandover(permission as 'handover.get' | 'handover.answer', subject, handover)
          : view !== undefined
            ? judgeOn(view, permission, subject)
            : site !== undefined
              ? judgeOnSite(permission, subject, site)
              : judge(permission, roleStandings(subject));
    if (!verdict.allowed) return verdict;
  }
  return { allowed: true };
}

function judgeOn(view: NonNullable<Prepared['view']>, permission: Permitted, subject: Subject): Verdict {
  if (permission !== 'view.list') return judgeViewChange(subject, view, permission === 'view.share');
  return view.isShared || view.ownerId === subject.personId ? { allowed: true } : hidden;
}

type SiteOptions = NewSite & { transfer?: boolean };
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** A Site with somebody in every relation to it. */
async function siteFor(world: ApiWorld, cast: Cast, subject: ApiPerson, { transfer = true, ...more }: SiteOptions = {}) {
  const relations: SiteRelations = {
    ownerId: more.ownerId ?? cast.owner.id,
    successorId: cast.successor.id,
    inAudience: subject.id === cast.visitor.id && (more.state ?? 'live') === 'live',
    isProposedOwner: transfer && subject.id === cast.proposed.id,
    isRequester: subject.id === cast.requester.id || (transfer && subject.id === cast.admin.id),
  };
  const site = await world.newSite({ ...more, ownerId: relations.ownerId, successorId: relations.successorId, people: [cast.visitor.id] });
  await world.newRequest({ siteId: site.id, requester: cast.requester, state: 'withdrawn' });
  if (transfer) await world.newRequest({ siteId: site.id, requester: cast.admin, to: cast.proposed });
  return { site, relations };
}

const disabled = (reason: 'expired' | 'security_incident'): NewSite => ({ state: 'disabled', disabledAt: new Date(), disabledReason: reason, disabledFrom: 'live' });

type Body = Record<string, unknown> | ((cast: Cast) => Record<string, unknown>);

function onSite(permission: Permitted, method: string, path: string, body?: Body, more: SiteOptions = {}, alsoNeeds: Permitted[] = []): Case {
  return {
    needs: [permission, ...alsoNeeds],
    prepare: async (world, cast, subject) => {
      const { site, relations } = await siteFor(world, cast, subject, more);
      const call = { method, ...(body === undefined ? {} : { body: typeof body === 'function' ? body(cast) : body }) };
      return { path: `/sites/${site.id}${path}`, call, site: relations };
    },
  };
}

/** On a Site that is being retired, whose plan is at that state; of one that is done there is a tombstone. */
function onRetirement(permission: Permitted, method: string, path: string, body?: Record<string, unknown>, state: 'closed' | 'deleting' | 'done' = 'closed'): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const { site, relations } = await siteFor(world, cast, subject, { state: 'retiring', transfer: false });
      await insertPlan(world, site.id, state);
      return { path: `/sites/${site.id}${path}`, call: { method, ...(body === undefined ? {} : { body: state === 'deleting' ? { ...body, slug: site.slug } : body }) }, site: relations };
    },
  };
}

/** What visitors are told of a closed Site: also those who could open it see it then. */
function onNotice(): Case {
  const walked = onSite('site.get_notice', 'GET', '/notice', undefined, disabled('expired'));
  return {
    ...walked,
    prepare: async (world, cast, subject) => {
      const prepared = await walked.prepare(world, cast, subject);
      return { ...prepared, ...(prepared.site === undefined ? {} : { site: { ...prepared.site, inAudience: subject.id === cast.visitor.id } }) };
    },
  };
}

/** `own`: the request is the subject's own; `ownSite`: it is about a Site of theirs. */
function onRequest(permission: Permitted, method: string, path: string, { transfer = false, own = false, ownSite = false, body = {} } = {}): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const { site, relations } = await siteFor(world, cast, subject, { transfer: false, ...(ownSite && subject !== cast.successor ? { ownerId: subject.id } : {}) });
      const requester = own ? subject : cast.requester;
      const request = await world.newRequest({ siteId: site.id, requester, ...(transfer ? { to: cast.proposed } : {}) });
      return {
        path: `/requests/${request.id}${path}`,
        call: method === 'GET' ? {} : { method, body: path === '/decide' ? { revision: request.revision, ...body } : body },
        request: { ...relations, requesterId: requester.id, proposedOwnerId: transfer ? cast.proposed.id : null },
      };
    },
  };
}

/** `own`: the bulk action is the subject's own, else the requester's. */
function onBulk(permission: Permitted, method: string, path: string, state: BulkState, own = false): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const actorId = own ? subject.id : cast.requester.id;
      const id = uuidv7();
      const { id: siteId } = await world.newSite();
      const item = state === 'done' ? { siteId, state: 'changed' as const, before: { tags: [] }, revisionAfter: 1 } : { siteId, state: 'will_change' as const };
      await world.db.prisma.bulkAction.create({
        data: { id, kind: 'add_tags', change: { tags: ['walk'] }, reason: 'A walk.', selection: {}, actorId, via: 'rest', correlationId: 'walk', state, total: 1, willChange: 1, changed: state === 'done' ? 1 : 0, items: { create: item } },
      });
      return { path: `/bulk-actions/${id}${path}`, call: method === 'GET' ? {} : { method, body: {} }, bulk: { actorId } };
    },
  };
}

/** `own`: the view is the subject's own, else the requester's. The body is told the view's id. */
function onView(permission: Permitted, method: string, { own = false, isShared = false, body = {}, path = '' } = {}): Case {
  return {
    needs: [permission],
    ...(permission === 'view.save' ? { writes: true as const } : {}),
    prepare: async (world, cast, subject) => {
      const ownerId = own ? subject.id : cast.requester.id;
      const { id } = await world.db.prisma.savedView.create({ data: { id: uuidv7(), ownerId, name: uuidv7(), query: 'state=live', isShared } });
      if (path !== '') return { path, call: { method, body: { ...body, view: id } } };
      return { path: `/views/${id}`, call: method === 'PATCH' ? { method, body: { ...body, revision: 1 } } : { method }, view: { ownerId, isShared } };
    },
  };
}

/** There is one open sweep at a time, so each case begins with no other than its own. */
function onSweep(permission: Permitted, call: (sweepId: string) => Prepared, state?: 'stopped'): Case {
  return {
    needs: [permission],
    prepare: async (world) => {
      const id = uuidv7();
      await world.db.prisma.lifecycleSweep.deleteMany();
      if (state !== undefined) await world.db.prisma.lifecycleSweep.create({ data: { id, at: new Date(), state, phase: 'sites', startedBy: 'a walk' } });
      return call(id);
    },
  };
}

/** A handover with one Site: the subject's own, else the requester's. */
function onHandover(permission: 'handover.get' | 'handover.answer', method: string, path: string, own = false): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const toId = own ? subject.id : cast.requester.id;
      const { id: siteId } = await world.newSite({ ownerId: toId });
      const { id } = await world.db.prisma.handover.create({
        data: { id: uuidv7(), fromId: cast.stranger.id, toId, madeAt: new Date(), items: { create: { siteId, why: 'manager' } } },
      });
      const call = method === 'GET' ? {} : { method, body: { all: { answer: 'keep' } } };
      return { path: `/handovers/${id}${path}`, call, handover: { toId } };
    },
  };
}

/** A job that has used up its attempts. */
function onJob(permission: Permitted, path: string, body: Record<string, unknown> = {}): Case {
  return {
    needs: [permission],
    prepare: async (world) => {
      const [job] = await world.db.prisma.$queryRaw<{ id: string }[]>`SELECT id::text FROM graphile_worker.add_job('walk', max_attempts => 1)`;
      await world.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'It broke.' WHERE id = ${job?.id}::bigint`;
      return { path: `/jobs/${job?.id}${path}`, call: { method: 'POST', body } };
    },
  };
}

/** An endpoint that nothing is sent to: no worker runs beside the walk. */
const onWebhook = (permission: Permitted, method: string, path: string, body: Record<string, unknown> = {}): Case => ({
  needs: [permission],
  prepare: async (world, cast) => {
    const [endpointId, deliveryId] = [uuidv7(), uuidv7()];
    const { prisma } = world.db;
    await prisma.webhookEndpoint.create({ data: { id: endpointId, url: 'https://1.1.1.1/walk', description: 'Walk', createdById: cast.admin.id, createdAt: new Date(), seenSeq: 0n } });
    await world.call(`/webhooks/${endpointId}/test`, { method: 'POST', token: cast.admin.token, body: {} });
    const { seq: eventSeq } = await prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } });
    await prisma.webhookDelivery.create({ data: { id: deliveryId, endpointId, eventSeq, state: 'failed', createdAt: new Date() } });
    return { path: `/webhooks/${endpointId}${path.replace(':delivery', deliveryId)}`, call: method === 'GET' ? {} : { method, body } };
  },
});

/** A failed e-mail to somebody else. */
function onMail(permission: Permitted, method: string, path: string): Case {
  return {
    needs: [permission],
    prepare: async (world, cast) => {
      const notification = { id: uuidv7(), personId: cast.requester.id, kind: 'alert' as const, occasion: uuidv7(), title: 'A walk', content: { lines: ['Hello.'], action: null }, createdAt: new Date() };
      const { id } = await world.db.prisma.mail.create({ data: { state: 'failed', createdAt: new Date(), notification: { create: notification } } });
      return { path: `/mail/${id}${path}`, call: method === 'GET' ? {} : { method, body: {} } };
    },
  };
}

const plain = (permission: Permitted, path: string, call: NonNullable<Prepared['call']> = {}): Case => ({
  needs: [permission],
  prepare: () => Promise.resolve({ path, call }),
});
const post = (body: unknown): NonNullable<Prepared['call']> => ({ method: 'POST', body });
const csv = { method: 'POST', body: 'slug,title\n', headers: { 'content-type': 'text/csv' } };
const newView = (permission: Permitted, isShared: boolean): Case => ({
  needs: [permission],
  writes: true,
  prepare: () => Promise.resolve({ path: '/views', call: post({ name: uuidv7(), query: 'state=live', isShared }) }),
});
const quarantined: NewSite = { quarantinedAt: new Date(), quarantineReason: 'owner_departed' };
const reject = { decision: 'reject', note: 'Not yet.' };
const widening = { audience: { mode: 'workspace_all' }, reason: 'All need it.' };

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
  renewSite: [onSite('site.renew', 'POST', '/renew', { expiresAt: inDays(60), reason: 'Still needed.' })],
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
  decideRequest: [
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject }),
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject, own: true }),
    onRequest('request.decide_widening', 'POST', '/decide', { body: reject, ownSite: true }),
    onRequest('request.decide_transfer', 'POST', '/decide', { body: reject, transfer: true }),
  ],
  withdrawRequest: [onRequest('request.withdraw', 'POST', '/withdraw'), onRequest('request.withdraw', 'POST', '/withdraw', { transfer: true })],
};

/** The only thing hidden from those who may not see a thing is the thing: reading has no 403. */
export function answersNotFound({ needs }: Pick<Case, 'needs'>, verdict: Verdict): boolean {
  return !verdict.allowed && (verdict.hidden || needs[0] === 'site.get' || needs[0] === 'site.get_notice' || needs[0] === 'retirement.get' || needs[0] === 'request.get' || needs[0] === 'bulk.get' || needs[0] === 'handover.get');
}

export const notFoundDetail = hidden.allowed ? '' : hidden.reason;
