import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { BulkState } from '@/lib/domain/bulk';
import type { Operation as Permitted } from '@/lib/domain/permissions';
import type { SiteRelations } from '@/lib/domain/verdict';
import type { ApiPerson, ApiWorld, NewSite } from './api';
import type { Case, Cast, Prepared } from './api-walk';
import { insertPlan } from './retirements';

type SiteOptions = NewSite & { transfer?: boolean };
const day = 24 * 60 * 60 * 1000;
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** A Site with somebody in every relation to it. */
export async function siteFor(world: ApiWorld, cast: Cast, subject: ApiPerson, { transfer = true, ...more }: SiteOptions = {}) {
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

export const disabled = (reason: 'expired' | 'security_incident'): NewSite => ({ state: 'disabled', disabledAt: new Date(), disabledReason: reason, disabledFrom: 'live' });

type Body = Record<string, unknown> | ((cast: Cast) => Record<string, unknown>);

export function onSite(permission: Permitted, method: string, path: string, body?: Body, more: SiteOptions = {}, alsoNeeds: Permitted[] = []): Case {
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
export function onRetirement(permission: Permitted, method: string, path: string, body?: Record<string, unknown>, state: 'closed' | 'deleting' | 'done' = 'closed'): Case {
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
export function onNotice(): Case {
  const walked = onSite('site.get_notice', 'GET', '/notice', undefined, disabled('expired'));
  return {
    ...walked,
    prepare: async (world, cast, subject) => {
      const prepared = await walked.prepare(world, cast, subject);
      return { ...prepared, ...(prepared.site === undefined ? {} : { site: { ...prepared.site, inAudience: subject.id === cast.visitor.id } }) };
    },
  };
}

type RequestOptions = { transfer?: boolean; renewal?: boolean; own?: boolean; ownSite?: boolean; claimed?: boolean; body?: Record<string, unknown> | ((cast: Cast, subject: ApiPerson) => Record<string, unknown>) };

/** `own`: the request is the subject's own; `ownSite`: it is about a Site of theirs; `claimed`: they have taken it on. */
export function onRequest(permission: Permitted, method: string, path: string, { transfer = false, renewal = false, own = false, ownSite = false, claimed = false, body: given = {} }: RequestOptions = {}): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const { site, relations } = await siteFor(world, cast, subject, { transfer: false, ...(ownSite && subject !== cast.successor ? { ownerId: subject.id } : {}) });
      const requester = own ? subject : cast.requester;
      const request = await world.newRequest({ siteId: site.id, requester, renewal, ...(transfer ? { to: cast.proposed } : {}) });
      if (claimed) await world.db.prisma.request.update({ where: { id: request.id }, data: { claimedById: subject.id, claimedAt: new Date() } });
      const body = typeof given === 'function' ? given(cast, subject) : given;
      return {
        path: `/requests/${request.id}${path}`,
        call: method === 'GET' ? {} : { method, body: path === '/decide' ? { revision: request.revision, ...body } : body },
        request: { ...relations, requesterId: requester.id, proposedOwnerId: transfer ? cast.proposed.id : null, isAsked: false, wasAsked: false },
      };
    },
  };
}

/** A file that backs evidence for a Site. */
export function onFile(permission: 'attachment.add' | 'attachment.get', method: 'GET' | 'POST'): Case {
  const onTheSite = onSite(permission, method, '/attachments?name=walk.txt');
  return {
    ...onTheSite,
    prepare: async (world, cast, subject) => {
      const prepared = await onTheSite.prepare(world, cast, subject);
      if (method === 'POST') return { ...prepared, call: { method, body: 'A walk.', headers: { 'content-type': 'application/octet-stream' } } };
      const siteId = /^\/sites\/([^/]+)/.exec(prepared.path)?.[1] ?? '';
      const content = new Uint8Array(Buffer.from('A walk.'));
      const { id } = await world.db.prisma.attachment.create({
        data: { siteId, name: 'walk.txt', mediaType: 'text/plain', size: content.byteLength, digest: createHash('sha256').update(content).digest('hex'), content, uploadedById: cast.owner.id, createdAt: new Date() },
      });
      return { ...prepared, path: `/attachments/${id}`, call: {} };
    },
  };
}

/** The subject's own place; they have one delegate at a time. */
export function onDelegation(what: 'set' | 'end'): Case {
  return {
    needs: ['delegation.set'],
    prepare: async (world, cast, subject) => {
      const { delegation } = world.db.prisma;
      const to = subject === cast.stranger ? cast.visitor : cast.stranger;
      await delegation.deleteMany({ where: { fromId: subject.id } });
      if (what === 'set') return { path: '/delegations', call: post({ to: to.id, endsAt: inDays(3), reason: 'A walk.' }) };
      const { id } = await delegation.create({ data: { fromId: subject.id, toId: to.id, startsAt: new Date(inDays(-1)), endsAt: new Date(inDays(3)), reason: 'A walk.', createdAt: new Date() } });
      return { path: `/delegations/${id}/end`, call: post({}) };
    },
  };
}

/** `own`: the bulk action is the subject's own, else the requester's. */
export function onBulk(permission: Permitted, method: string, path: string, state: BulkState, own = false): Case {
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
export function onView(permission: Permitted, method: string, { own = false, isShared = false, body = {}, path = '' } = {}): Case {
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

/** There is one open sweep at a time: a case begins with none, or with one in its state. */
export function onSweep(permission: Permitted, call: (sweepId: string) => Prepared, state?: 'stopped'): Case {
  return {
    needs: [permission],
    prepare: async (world) => {
      const { lifecycleSweep } = world.db.prisma;
      if (state === undefined) {
        await lifecycleSweep.deleteMany();
        return call(uuidv7());
      }
      // Those who walk at the same time meet at the one that there can be, or find it decided by another meanwhile.
      for (;;) {
        const found = await lifecycleSweep.findFirst({ where: { state } });
        if (found !== null) return call(found.id);
        await lifecycleSweep.deleteMany({ where: { state: { not: state } } });
        await lifecycleSweep.createMany({ data: { id: uuidv7(), at: new Date(), state, phase: 'sites', startedBy: 'a walk' }, skipDuplicates: true });
      }
    },
  };
}

/** A handover with one Site: the subject's own, else the requester's. */
export function onHandover(permission: 'handover.get' | 'handover.answer', method: string, path: string, own = false): Case {
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
export function onJob(permission: Permitted, path: string, body: Record<string, unknown> = {}): Case {
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
export const onWebhook = (permission: Permitted, method: string, path: string, body: Record<string, unknown> = {}): Case => ({
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
export function onMail(permission: Permitted, method: string, path: string): Case {
  return {
    needs: [permission],
    prepare: async (world, cast) => {
      const notification = { id: uuidv7(), personId: cast.requester.id, kind: 'alert' as const, occasion: uuidv7(), title: 'A walk', content: { lines: ['Hello.'], action: null }, createdAt: new Date() };
      const { id } = await world.db.prisma.mail.create({ data: { state: 'failed', createdAt: new Date(), notification: { create: notification } } });
      return { path: `/mail/${id}${path}`, call: method === 'GET' ? {} : { method, body: {} } };
    },
  };
}

export const plain = (permission: Permitted, path: string, call: NonNullable<Prepared['call']> = {}): Case => ({
  needs: [permission],
  prepare: () => Promise.resolve({ path, call }),
});
export const post = (body: unknown): NonNullable<Prepared['call']> => ({ method: 'POST', body });
export const csv = { method: 'POST', body: 'slug,title\n', headers: { 'content-type': 'text/csv' } };
export const newView = (permission: Permitted, isShared: boolean): Case => ({
  needs: [permission],
  writes: true,
  prepare: () => Promise.resolve({ path: '/views', call: post({ name: uuidv7(), query: 'state=live', isShared }) }),
});
export const quarantined: NewSite = { quarantinedAt: new Date(), quarantineReason: 'owner_departed' };
export const reject = { decision: 'reject', note: 'Not yet.' };
export const widening = { audience: { mode: 'workspace_all' }, reason: 'All need it.' };

/** On a policy that forbids nothing that anybody does. */
export function onPolicy(permission: Permitted, method: string, path: string, body?: Record<string, unknown>, archived = false): Case {
  return {
    needs: [permission],
    prepare: async (world) => {
      const id = uuidv7();
      // Both at once: a policy without a version is never there for others to read.
      const version = { number: 1, ...ruleOfWalk, name: 'Walked', description: null, why: 'The walk', createdAt: new Date() };
      await world.db.prisma.policy.create({ data: { id, key: `walked-${id}`, archivedAt: archived ? new Date() : null, versions: { create: version } } });
      return { path: `/policies/${id}${path}`, call: { method, ...(body === undefined ? {} : { body }) } };
    },
  };
}

/** A rule that is never met: other tests of the walk must not feel it. */
export const ruleOfWalk = { isEnabled: true, triggers: ['renew' as const], condition: 'site.slug == "no-such-site"', effects: [{ effect: 'warn' as const, message: 'Walked.' }] };

/** On a simulation that is under way; whoever governs sees it. */
export function onSimulation(permission: Permitted, method: string, path: string): Case {
  return {
    needs: [permission],
    prepare: async (world, cast) => {
      const id = uuidv7();
      await world.db.prisma.policySimulation.create({ data: { id, personId: cast.admin.id, inForce: [], proposed: [], startedAt: new Date() } });
      return { path: `/policies/simulations/${id}${path}`, call: method === 'GET' ? {} : { method, body: {} } };
    },
  };
}
