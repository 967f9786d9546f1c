import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { NamedAudience, WideningProposal } from '@/lib/domain/request';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { runCommand } from '@/lib/gate/command';
import { judgeChange } from '@/lib/policies/judge-change';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { updateSite } from '@/lib/sites/write';
import { as, revisionOf, toAudience, type DemoWorld, type Step } from './demo-world';
import { evidenceFor } from './evidence';
import { membersOf, required } from './people';
import type { AudienceSpec, SiteSpec } from './site-spec';

const reasons = [
  'The whole team works with it now, not only the person who built it.',
  'Asked for in the department meeting; the data note names everything that it reads.',
  'We stop mailing spreadsheets around once they can open it.',
];
const answers = ['Read-only, and the data note is complete. Fine.', 'Looked at the bindings and the source; no objection.', 'The audience fits what it reads.'];

/**
 * Sites that arrived this many days ago or longer were approved in the sweeps of the first weeks. Those are written
 * in bulk, since a hundred commands more would keep the first start waiting for seconds.
 */
const sweptBefore = 60;

type Asked = { spec: SiteSpec; audience: AudienceSpec; requester: string; reviewer: string; reason: string; answer: string };

/** How each Site came by its audience: the owner asked, a reviewer approved a day or so later. */
export function approvalSteps(world: DemoWorld, sites: readonly SiteSpec[]): Step[] {
  const asked = sites.flatMap((spec, index): Asked[] => {
    if (spec.audience === undefined) return [];
    const requester = spec.owner ?? 'admin';
    const reviewer = index % 3 === 1 || requester === 'reviewer' ? 'priya.raghunathan' : 'reviewer';
    return [{
      spec,
      audience: spec.audience,
      requester,
      reviewer: reviewer === requester ? 'reviewer' : reviewer,
      reason: reasons[index % 3] ?? '',
      answer: answers[index % 3] ?? '',
    }];
  });
  return asked.flatMap((one, index) => (one.spec.arrived > sweptBefore && one.spec.from !== 'hand' ? swept(world, one, index) : commanded(world, one, index)));
}

/** Asked and decided as in the console. What the policies of today refuse was approved before there were any. */
function commanded(world: DemoWorld, one: Asked, index: number): Step[] {
  const { spec, audience, requester, reviewer, reason, answer } = one;
  const [sweptAsk, sweptAnswer] = swept(world, one, index);
  let open: { id: string; revision: number } | undefined;
  let isRefused = false;
  return [
    {
      at: world.clock.ago(spec.arrived - 2 - (index % 5) / 7),
      run: async (now) => {
        const siteId = required(world.siteIds, spec.slug);
        const wanted = toAudience(world, audience);
        const judgement = await judgeChange(world.db.prisma, siteId, { trigger: 'widen', audience: wanted, durationDays: null }, { personId: required(world.people, requester).id }, now);
        isRefused = judgement.forbidden.length > 0;
        if (isRefused) return sweptAsk?.run(now);
        const input = { siteId, audience: wanted, reason, evidence: evidenceFor(judgement) };
        open = await runCommand(requestWidening, input, as(world, requester), { db: world.db, now });
      },
    },
    {
      at: world.clock.ago(spec.arrived - 3 - (index % 7) / 6),
      run: async (now) => {
        if (isRefused) return sweptAnswer?.run(now);
        if (open === undefined) throw new Error(`The demo decides on ${spec.slug} before anybody asked.`);
        const input = { requestId: open.id, revision: open.revision, decision: 'approve', note: answer };
        await runCommand(decideRequest, input, as(world, reviewer), { db: world.db, now });
      },
    },
  ];
}

function swept(world: DemoWorld, { spec, audience, requester, reviewer, reason, answer }: Asked, index: number): Step[] {
  const id = uuidv7();
  const asks = required(world.people, requester);
  const before: NamedAudience = { mode: 'admins_only', people: [], groups: [], reach: spec.owner === null ? 0 : 1 };
  const after = named(world, spec, audience);
  const proposal: WideningProposal = { audience: after, gains: (after.reach ?? world.people.size) - (before.reach ?? 0), until: null, evidence: [] };
  const subjects = async (tx: Parameters<typeof record>[0]) => {
    const site = await revisionOf(tx, required(world.siteIds, spec.slug));
    return { site, about: { site: { id: site.id, slug: site.slug, title: site.title }, request: { id, kind: 'widening', revision: 1 } } };
  };
  const changes = { audience: { before, after } };
  return [
    {
      at: world.clock.ago(spec.arrived - 2 - (index % 5) / 7),
      run: (now) =>
        inTransaction(world.db, async (tx) => {
          const { site, about } = await subjects(tx);
          const base = { id, siteId: site.id, requesterId: asks.id, reason, proposal, before, createdAt: now, submittedAt: now };
          await tx.request.create({ data: { ...base, kind: 'widening' } });
          const event: DomainEvent = { type: 'request.submitted', ...about, reason, changes, data: { gains: proposal.gains } };
          await record(tx, [event], { actor: as(world, requester), now });
        }),
    },
    {
      at: world.clock.ago(spec.arrived - 3 - (index % 7) / 6),
      run: (now) =>
        inTransaction(world.db, async (tx) => {
          const { site, about } = await subjects(tx);
          const decision = { requestId: id, reviewerId: required(world.people, reviewer).id, answer: 'approve' as const, note: answer };
          await tx.decision.create({ data: { ...decision, requestRevision: 1, round: 1, siteRevision: site.revision, proposal, decidedAt: now } });
          await tx.request.update({ where: { id }, data: { state: 'approved', decidedAt: now } });
          await updateSite(tx, site, { audience: toAudience(world, audience) }, { now, actor: null });
          const events: DomainEvent[] = [
            { type: 'request.approved', ...about, reason: answer },
            { type: 'site.audience_widened', ...about, reason: answer, changes, data: { gains: proposal.gains } },
          ];
          await record(tx, events, { actor: as(world, reviewer), now });
        }),
    },
  ];
}

function named(world: DemoWorld, spec: SiteSpec, audience: AudienceSpec): NamedAudience {
  if (audience === 'workspace_all') return { mode: 'workspace_all', people: [], groups: [], reach: null };
  const groups = audience.groups ?? [];
  const people = (audience.people ?? []).map((key) => required(world.people, key));
  const reached = new Set([...people.map(({ key }) => key), ...groups.flatMap(membersOf), ...(spec.owner === null ? [] : [spec.owner])]);
  return {
    mode: 'custom',
    people: people.map(({ id, name, email }) => ({ id, name, email })),
    groups: groups.map((name) => ({ id: required(world.groups, name).id, name })),
    reach: reached.size,
  };
}
