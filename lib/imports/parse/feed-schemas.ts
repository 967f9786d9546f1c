import { z } from 'zod';
import { observedModes } from '../../domain/audience';
import { webUrl } from './web-url';

/** How much one feed may hold; what is beyond is refused by name. */
export const feedLimits = { sites: 10_000, versions: 100_000, deployments: 100_000, environments: 10_000 } as const;

const text = (max: number) =>
  z.string({ error: 'This has to be text.' }).max(max, `This is longer than ${max} characters.`).nullish();
const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item, { error: 'This has to be a list.' }).max(max, `This list is longer than ${max}.`).nullish();
const notCount = 'This has to be a whole number from 0.';
const count = z
  .union([z.int().min(0, notCount), z.string().regex(/^\d{1,15}$/, notCount).transform(Number)], { error: notCount })
  .nullish();
const address = z
  .string({ error: 'This has to be text.' })
  .max(2048, 'This is longer than 2048 characters.')
  .refine((value) => value === '' || webUrl(value) !== undefined, 'This has to be an address that begins with https://.')
  .nullish();
const flag = z.boolean({ error: 'This has to be true or false.' }).nullish();

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);
/** ISO 8601 with an offset, or Unix time in seconds (milliseconds are told by their size). */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date(), z.number()], {
    error: 'This has to be an ISO 8601 instant with its offset, or Unix seconds.',
  })
  .transform((value, context) => {
    const at = new Date(typeof value === 'string' ? value : Math.abs(value) > 1e11 ? value : value * 1000);
    if (at.getTime() >= earliest && at.getTime() < latest) return at;
    context.addIssue({ code: 'custom', message: 'This is no plausible time.' });
    return z.NEVER;
  })
  .nullish();

const projectId = z.string({ error: 'This has to be the id of a Site.' }).regex(/^appgprj_[0-9a-f]{32}$/, 'This has to be “appgprj_” and 32 lower-case hexadecimal digits.');
const versionId = z
  .string({ error: 'This has to be the id of a version.' })
  .regex(/^(?:appgprj_[0-9a-f]{32}~)?appgver_[0-9A-Za-z_-]{1,80}$/, 'This has to be the id of a version (“appgprj_…~appgver_…”).');
const deploymentId = z
  .string({ error: 'This has to be the id of a deployment.' })
  .regex(/^appgdep_[0-9A-Za-z_-]{1,80}$/, 'This has to be the id of a deployment (“appgdep_…”).');
const mode = z.enum(observedModes, { error: `This has to be one of ${observedModes.join(', ')}.` }).nullish();

const user = z.object(
  { account_user_id: text(200), email: text(320), name: text(200), role: text(40), is_external: flag },
  { error: 'This has to be an object that describes a person.' },
);
const group = z.object(
  { id: text(200), name: text(200), role: text(40), size: count },
  { error: 'This has to be an object that describes a group.' },
);
const id = z.string({ error: 'This has to be an id.' }).min(1, 'An id can’t be empty.').max(200, 'This is longer than 200 characters.');

const rawAccessPolicy = z.object(
  {
    access_mode: mode,
    revision: count,
    allowed_users: list(user, 5000),
    allowed_groups: list(group, 2000),
    allowed_account_user_ids: list(id, 5000),
    allowed_workspace_group_ids: list(id, 2000),
    allowed_tenant_group_ids: list(id, 2000),
    allowed_editors: list(z.union([id, user], { error: 'This has to be an id or an object that describes a person.' }), 5000),
    external_visitor_count: count,
    updated_at: moment,
  },
  { error: 'This has to be an object.' },
);

const rawEntry = z.object(
  {
    key: z.string({ error: 'This has to be the name of a key.' }).min(1, 'A key can’t be empty.').max(200, 'This is longer than 200 characters.'),
    is_secret: flag,
  },
  { error: 'This has to be an object with a key.' },
);

const environment = { revision: count, entries: list(rawEntry, 2000) };

/** A Site as `list_sites` and `get_site` return it. Fields that are not named here are ignored. */
export const rawFeedSite = z.object(
  {
    id: projectId,
    title: text(500),
    description: text(20_000),
    slug: text(200),
    status: text(60),
    current_user_role: text(60),
    access_mode: mode,
    access_policy: rawAccessPolicy.nullish(),
    available_access_modes: list(z.string().max(60), 50),
    current_live_url: address,
    expected_url: address,
    screenshot_url: text(4096),
    updated_at: moment,
    environment: z.object(environment, { error: 'This has to be an object.' }).nullish(),
  },
  { error: 'This has to be an object that describes a Site.' },
);

/** The environment of a Site when it comes by itself. */
export const rawFeedEnvironment = z.object(
  { project_id: projectId, ...environment },
  { error: 'This has to be an object that describes an environment.' },
);

/** A version as `list_site_versions` returns it. */
export const rawFeedVersion = z.object(
  {
    id: versionId,
    project_id: projectId.nullish(),
    version_number: count,
    source: z.object({ commit_sha: text(64) }, { error: 'This has to be an object.' }).nullish(),
    deployment_id: deploymentId.nullish(),
    created_at: moment,
    updated_at: moment,
  },
  { error: 'This has to be an object that describes a version.' },
);

export const deploymentStatuses = ['pending', 'building', 'publishing', 'succeeded', 'failed'] as const;
export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** A deployment as `get_deployment_status` returns it. */
export const rawFeedDeployment = z.object(
  {
    id: deploymentId,
    project_id: projectId.nullish(),
    version_id: versionId.nullish(),
    status: z.enum(deploymentStatuses, { error: `This has to be one of ${deploymentStatuses.join(', ')}.` }),
    url: address,
    failure_message: text(1_000_000),
    env_set_revision: count,
    created_at: moment,
    updated_at: moment,
  },
  { error: 'This has to be an object that describes a deployment.' },
);

export type RawSite = z.output<typeof rawFeedSite>;
export type RawEnvironment = z.output<typeof rawFeedEnvironment>;
export type RawVersion = z.output<typeof rawFeedVersion>;
export type RawDeployment = z.output<typeof rawFeedDeployment>;
