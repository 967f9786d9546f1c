import type { Changes } from '@/lib/domain/events';
import { toJson } from './changed-columns';
import { sameJson, type ExistingSite } from './existing-sites';
import type { Feed } from './parse/feed';
import type { Belongings, DeploymentRow, Plan, VersionRow } from './planned-site';

/** Versions and deployments of one Site that are new or changed. */
export type Placed = { belongings: Belongings; changes: Changes };

/** Sorts versions and deployments to their Sites, and keeps those that say something new. */
export function planDeployments(feed: Feed, existing: ExistingSite[], plan: Plan): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const known = new Set([...existing.flatMap(({ projectId }) => projectId ?? []), ...feed.sites.map(({ projectId }) => projectId)]);
  const of = (projectId: string): Placed => {
    const found = placed.get(projectId) ?? { belongings: {}, changes: {} };
    placed.set(projectId, found);
    return found;
  };
  for (const version of feed.versions) {
    if (!known.has(version.projectId)) {
      plan.refused.push({ path: version.id, field: 'project_id', reason: `There is no Site ${version.projectId}. Send it in the same feed.` });
      continue;
    }
    const row: VersionRow = {
      platformId: version.id,
      number: version.versionNumber ?? null,
      commitSha: version.commitSha ?? null,
      deploymentId: version.deploymentId ?? null,
      savedAt: version.createdAt ?? version.updatedAt ?? null,
    };
    const before = siteOf(existing, version.projectId)?.versions.find(({ platformId }) => platformId === row.platformId);
    // What this report leaves out, an earlier one may have told.
    const merged = before === undefined ? row : { ...row, number: row.number ?? before.number, commitSha: row.commitSha ?? before.commitSha, deploymentId: row.deploymentId ?? before.deploymentId, savedAt: row.savedAt ?? before.savedAt };
    if (before !== undefined && sameJson(pick(before, merged), merged)) continue;
    const target = of(version.projectId);
    (target.belongings.versions ??= []).push(merged);
    target.changes[`version ${merged.number ?? merged.platformId.split('~').at(-1) ?? ''}`] = { before: before === undefined ? null : toJson(pick(before, merged)), after: toJson(merged) };
  }
  for (const deployment of feed.deployments) {
    const projectId =
      deployment.projectId ??
      feed.versions.find(({ deploymentId }) => deploymentId === deployment.id)?.projectId ??
      existing.find(({ deployments, versions }) =>
        deployments.some(({ platformId }) => platformId === deployment.id) || versions.some((version) => version.deploymentId === deployment.id),
      )?.projectId ??
      undefined;
    if (projectId === undefined || !known.has(projectId)) {
      plan.refused.push({ path: deployment.id, field: 'version_id', reason: 'No Site is known for this deployment. Send its Site and version in the same feed.' });
      continue;
    }
    const row: DeploymentRow = {
      platformId: deployment.id,
      versionPlatformId: deployment.versionId ?? null,
      status: deployment.status,
      url: deployment.url ?? null,
      failureMessage: deployment.failureMessage ?? null,
      environmentRevision: deployment.envSetRevision === undefined ? null : BigInt(deployment.envSetRevision),
      platformUpdatedAt: deployment.updatedAt ?? deployment.createdAt ?? null,
    };
    const before = siteOf(existing, projectId)?.deployments.find(({ platformId }) => platformId === row.platformId);
    if (before?.platformUpdatedAt != null && row.platformUpdatedAt !== null && row.platformUpdatedAt < before.platformUpdatedAt) {
      plan.ignored.push(`${deployment.id}: reported as of ${row.platformUpdatedAt.toISOString()}, which is older than what is known`);
      continue;
    }
    if (before !== undefined && sameJson(pick(before, row), row)) continue;
    const target = of(projectId);
    (target.belongings.deployments ??= []).push(row);
    target.changes[`deployment ${row.platformId}`] = { before: before === undefined ? null : toJson(pick(before, row)), after: toJson(row) };
  }
  return placed;
}

function siteOf(existing: ExistingSite[], projectId: string): ExistingSite | undefined {
  return existing.find((site) => site.projectId === projectId);
}

/** Those values of a stored row that the new one has too. */
function pick(row: object, like: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(like).map((key) => [key, (row as Record<string, unknown>)[key]]));
}
