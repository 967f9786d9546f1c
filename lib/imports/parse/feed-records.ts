import { shorten } from './clean-text';
import type { DeploymentStatus, RawDeployment, RawVersion } from './feed-schemas';
import { lineOf, present } from './feed-site';
import type { ImportRefusal } from './refusal';
import { webUrl } from './web-url';

export type FeedVersion = {
  /** `appgprj_…~appgver_…`, also when the feed gave the two parts apart. */
  id: string;
  projectId: string;
  versionNumber?: number;
  commitSha?: string;
  deploymentId?: string;
  createdAt?: Date;
  updatedAt?: Date;
};

export type FeedDeployment = {
  id: string;
  /** Absent when the feed named neither the Site nor the version in full; a version that names this deployment tells. */
  projectId?: string;
  versionId?: string;
  status: DeploymentStatus;
  url?: string;
  failureMessage?: string;
  envSetRevision?: number;
  createdAt?: Date;
  updatedAt?: Date;
};

type Belongs = { ok: true; projectId?: string; versionId?: string } | { ok: false; refusal: ImportRefusal };

/** Brings a version's id and its Site together; a version that names two Sites, or none, can't be placed. */
export function toFeedVersion(raw: RawVersion, path: string): FeedVersion | ImportRefusal {
  const belongs = belongsTo(raw.id, raw.project_id, path);
  if (!belongs.ok) return belongs.refusal;
  if (belongs.projectId === undefined || belongs.versionId === undefined) {
    return { path: `${path}.project_id`, field: 'project_id', reason: 'The version names no Site. Give project_id, or the id as “appgprj_…~appgver_…”.' };
  }
  const sha = lineOf(raw.source?.commit_sha, 64)?.toLowerCase() ?? '';
  return {
    id: belongs.versionId,
    projectId: belongs.projectId,
    ...present<FeedVersion>({
      versionNumber: raw.version_number,
      commitSha: /^[0-9a-f]{7,64}$/.test(sha) ? sha : undefined,
      deploymentId: raw.deployment_id,
      createdAt: raw.created_at,
      updatedAt: raw.updated_at,
    }),
  };
}

/** Normalises a deployment; what its failure message says is cut to 2000 characters. */
export function toFeedDeployment(raw: RawDeployment, path: string): FeedDeployment | ImportRefusal {
  const belongs = belongsTo(raw.version_id ?? undefined, raw.project_id, path);
  if (!belongs.ok) return belongs.refusal;
  return {
    id: raw.id,
    status: raw.status,
    ...present<FeedDeployment>({
      projectId: belongs.projectId,
      versionId: belongs.versionId,
      url: webUrl(raw.url),
      failureMessage: raw.failure_message == null ? undefined : shorten(raw.failure_message.trim(), 2000),
      envSetRevision: raw.env_set_revision,
      createdAt: raw.created_at,
      updatedAt: raw.updated_at,
    }),
  };
}

function belongsTo(versionId: string | undefined, projectId: string | null | undefined, path: string): Belongs {
  const inId = versionId?.includes('~') === true ? versionId.split('~')[0] : undefined;
  if (inId !== undefined && projectId != null && inId !== projectId) {
    return {
      ok: false,
      refusal: { path: `${path}.project_id`, field: 'project_id', reason: 'The id of the version names another Site than project_id does. Correct one of them.' },
    };
  }
  const owner = inId ?? projectId ?? undefined;
  const full = versionId === undefined || inId !== undefined || owner === undefined ? versionId : `${owner}~${versionId}`;
  return { ok: true, ...(owner === undefined ? {} : { projectId: owner }), ...(full === undefined ? {} : { versionId: full }) };
}
