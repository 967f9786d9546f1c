import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { PolicyReason } from '@/lib/domain/policy-judgement';
import { reasonText, reasonsText } from '@/lib/domain/forbidden-by';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { notify } from '@/lib/notifications/write';
import { judgeChanges } from './judge-change';
import { tellOfFailures } from './report-failures';

/** A version that the platform has deployed. */
export type DeployedVersion = { siteId: string; deploymentId: string };

const batchSize = 200;

/**
 * Asks the policies about versions that were deployed. The platform has done it already, so nothing can be refused: whatever
 * they forbid is an event of the Site, and its owner, the reviewers and the admins are alerted. Each deployment is told of
 * once, however often this runs.
 */
export async function judgeDeployments(db: Database, deployments: readonly DeployedVersion[], clock: () => Date = () => new Date()): Promise<void> {
  const actor = systemActor('Policies', { via: 'job', correlationId: uuidv7() });
  for (let at = 0; at < deployments.length; at += batchSize) {
    const batch = deployments.slice(at, at + batchSize);
    await inTransaction(db, async (tx) => {
      const now = clock();
      const events = await judgeBatch(tx, batch, now);
      if (events.length > 0) await record(tx, events, { actor, now });
    });
  }
}

async function judgeBatch(tx: Tx, deployments: readonly DeployedVersion[], now: Date): Promise<DomainEvent[]> {
  const said = await judgeChanges(tx, new Map(deployments.map(({ siteId }) => [siteId, { trigger: 'deploy' as const }])), null, now);
  const failed = [...said.values()].flatMap(({ asked }) => asked.flatMap(({ failure, ...policy }) => (failure === null ? [] : [{ ...policy, failure }])));
  const events = await tellOfFailures(tx, failed, now);
  const forbidden = deployments.filter(({ siteId }) => (said.get(siteId)?.forbidden.length ?? 0) > 0);
  if (forbidden.length === 0) return events;
  const told = await tx.notification.findMany({ where: { occasion: { in: forbidden.map(occasionOf) } }, select: { occasion: true }, distinct: ['occasion'] });
  const sites = await tx.site.findMany({ where: { id: { in: forbidden.map(({ siteId }) => siteId) } }, select: { id: true, slug: true, title: true, ownerId: true } });
  const governing = await tx.person.findMany({ where: { deactivatedAt: null, roles: { hasSome: ['admin', 'reviewer'] } }, select: { id: true } });
  for (const deployment of forbidden) {
    const site = sites.find(({ id }) => id === deployment.siteId);
    const reasons = said.get(deployment.siteId)?.forbidden ?? [];
    if (site === undefined || told.some(({ occasion }) => occasion === occasionOf(deployment))) continue;
    const people = new Set([...governing.map(({ id }) => id), ...(site.ownerId === null ? [] : [site.ownerId])]);
    await notify(tx, [...people].map((personId) => deploymentNotice(deployment, site, reasons, personId)), now);
    const { id, slug, title } = site;
    events.push({
      type: 'site.deployed_against_policy',
      site: { id, slug, title },
      reason: reasonsText(reasons),
      data: { deployment: deployment.deploymentId, policies: reasons.map(({ policy }) => ({ ...policy })) },
    });
  }
  return events;
}

function occasionOf({ deploymentId }: DeployedVersion): string {
  return `deployment ${deploymentId} against policy`;
}

function deploymentNotice(deployment: DeployedVersion, site: { slug: string; title: string }, reasons: readonly PolicyReason[], personId: string) {
  return {
    personId,
    kind: 'alert' as const,
    occasion: occasionOf(deployment),
    title: `A version of “${site.title}” was deployed against a policy`,
    message: {
      lines: [...reasons.map(reasonText), 'It is open to its audience as before. Put it right and deploy again, or disable it.'],
      action: { label: 'Open the Site', href: `/sites/${site.slug}` },
    },
  };
}
