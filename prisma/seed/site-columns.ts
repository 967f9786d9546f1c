import { createHash } from 'node:crypto';
import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { ObservedMode } from '@/lib/domain/audience';
import { defaultSettings } from '@/lib/domain/settings';
import type { Prisma } from '@/lib/db/generated/client';
import type { StoredObservedAccess } from '@/lib/sites/observed-access';
import type { DemoWorld } from './demo-world';
import { departments, required } from './people';
import type { NoteSpec, SiteSpec } from './site-spec';

/** Hexadecimal digits that are always the same for the same word. */
function digits(word: string, count: number): string {
  return createHash('sha256').update(word).digest('hex').slice(0, count);
}

const hasPlatform = (spec: SiteSpec): boolean => spec.from !== 'hand';
const isLive = (spec: SiteSpec): boolean => spec.state !== 'draft';

function builtAt(spec: SiteSpec, { clock }: DemoWorld): Date {
  return clock.ago(spec.arrived + 3 + (parseInt(digits(spec.slug, 4), 16) % 40) / 2);
}

/** A project id whose first eight digits tell the time of creation, as the platform's do. */
export function projectId(spec: SiteSpec, world: DemoWorld): string {
  const seconds = Math.floor(builtAt(spec, world).getTime() / 1000);
  return `appgprj_${seconds.toString(16).padStart(8, '0')}${digits(`project ${spec.slug}`, 24)}`;
}

export function liveUrl(spec: SiteSpec): string {
  return `https://${spec.slug}.example-workspace.chatgpt.site`;
}

/** The expiry that a Site comes with: the one told, or, where it was renewed since, the one before. */
function firstExpiry(spec: SiteSpec, { clock }: DemoWorld): Date | null {
  if (spec.expires === null) return null;
  return spec.renewed === undefined ? clock.day(spec.expires) : clock.day(6 - spec.renewed);
}

/** The row of a Site as an import makes it. */
export function siteColumns(spec: SiteSpec, world: DemoWorld, now: Date): Prisma.SiteUncheckedCreateInput & { id: string } {
  const owner = spec.owner === null ? null : required(world.people, spec.owner);
  const department = spec.department === undefined ? (owner?.department ?? null) : spec.department;
  const observed = observedOf(spec, world);
  const lastCommitAt = world.clock.ago(spec.arrived / 3 + 2);
  const author = owner?.name ?? required(world.people, Object.values(departments)[spec.slug.length % 8] ?? 'admin').name;
  return {
    id: uuidv7(),
    slug: spec.slug,
    title: spec.title,
    purpose: spec.purpose,
    state: spec.state ?? 'live',
    classification: spec.classification,
    ownerId: owner?.id ?? null,
    successorId: spec.successor === undefined ? null : required(world.people, spec.successor).id,
    departmentId: department === null ? null : required(world.departmentIds, department),
    dataSourceNote: spec.note,
    expiresAt: firstExpiry(spec, world),
    reviewDueAt: addDays(now, defaultSettings.reviewIntervalDays[spec.classification]),
    lastVisitedAt: spec.visited === undefined ? null : world.clock.ago(spec.visited),
    officialSince: spec.official === undefined ? null : world.clock.day(-spec.official),
    projectId: projectId(spec, world),
    ...(spec.from === 'manifest'
      ? {
          repository: `https://git.example.com/sites/${spec.slug}`,
          manifestPath: '.openai/hosting.json',
          lastCommitSha: digits(`commit ${spec.slug} ${spec.versions}`, 40),
          lastCommitAt,
          lastCommitAuthor: author,
        }
      : {}),
    platformStatus: isLive(spec) ? 'active' : 'draft',
    platformUpdatedAt: lastCommitAt,
    liveUrl: isLive(spec) ? liveUrl(spec) : null,
    expectedUrl: liveUrl(spec),
    environmentRevision: spec.env === undefined ? null : BigInt(spec.env.length + 1),
    builtAt: builtAt(spec, world),
    createdAt: now,
    updatedAt: now,
    ...observed,
  };
}

/** What the platform's feed of this morning says about a Site. */
function observedOf(spec: SiteSpec, world: DemoWorld): Partial<Prisma.SiteUncheckedCreateInput> {
  if (spec.observed === 'not yet') return {};
  const approved: ObservedMode =
    spec.audience === undefined ? 'admins_only' : spec.audience === 'workspace_all' ? 'workspace_all' : 'custom';
  const mode = spec.observed ?? approved;
  const lists = spec.audience === undefined || spec.audience === 'workspace_all' || mode !== 'custom' ? {} : spec.audience;
  const named = [...(spec.owner === null ? [] : [{ key: spec.owner, role: 'owner' }]), ...(lists.people ?? []).map((key) => ({ key, role: 'viewer' }))];
  const access: StoredObservedAccess = {
    users: [
      ...named.map(({ key, role }) => {
        const { email, name } = required(world.people, key);
        return { email, name, role, isExternal: false };
      }),
      ...(spec.guests ?? []).map((email) => ({ email, name: null, role: 'viewer', isExternal: true })),
    ],
    groups: (lists.groups ?? []).map((name) => ({ id: required(world.groups, name).externalId, name, size: null })),
    externalVisitors: spec.guests?.length ?? 0,
  };
  return {
    observedMode: mode,
    observedRevision: BigInt(3 + spec.versions),
    observedAt: world.clock.ago(0.13),
    observedAccess: access,
  };
}

type Parts = {
  bindings: Prisma.StorageBindingCreateManyInput[];
  keys: Prisma.EnvironmentKeyCreateManyInput[];
  versions: Prisma.SiteVersionCreateManyInput[];
  deployments: Prisma.DeploymentCreateManyInput[];
};

/** What hangs on a Site: storage, environment names, versions and deployments. */
export function partsOf(spec: SiteSpec, siteId: string, world: DemoWorld): Parts {
  const project = projectId(spec, world);
  const from = builtAt(spec, world).getTime();
  const until = world.clock.ago(spec.arrived / 4 + 1).getTime();
  const versions = Array.from({ length: hasPlatform(spec) ? spec.versions : 0 }, (_, index) => {
    const number = index + 1;
    return {
      siteId,
      platformId: `${project}~appgver_${digits(`version ${spec.slug} ${number}`, 32)}`,
      number,
      commitSha: digits(`commit ${spec.slug} ${number}`, 40),
      deploymentId: `appgdep_${digits(`deployment ${spec.slug} ${number}`, 32)}`,
      savedAt: new Date(from + ((until - from) * number) / spec.versions),
    };
  });
  const deployed = isLive(spec) ? versions.slice(-4) : [];
  return {
    bindings: (['d1', 'r2'] as const).flatMap((kind) => {
      const note = spec[kind];
      return note === undefined ? [] : [{ siteId, kind, name: kind === 'd1' ? 'DB' : 'FILES', ...(note === 'no note' ? {} : noteColumns(note)) }];
    }),
    keys: (spec.env ?? []).map((key) => ({ siteId, key: key.replace('!', ''), isSecret: key.endsWith('!'), present: true, declared: spec.from === 'manifest', firstSeenAt: world.clock.ago(spec.arrived) })),
    versions: versions.map((version) => (deployed.includes(version) ? version : { ...version, deploymentId: null })),
    deployments: deployed.map(({ number, platformId, deploymentId, savedAt }) => {
      // Now and then a build fails, and the next version puts it right.
      const failed = number !== spec.versions && number % 5 === 3;
      return {
        siteId,
        platformId: deploymentId,
        versionPlatformId: platformId,
        status: failed ? ('failed' as const) : ('succeeded' as const),
        url: failed ? null : liveUrl(spec),
        failureMessage: failed ? 'The build stopped: the type check failed.' : null,
        platformUpdatedAt: new Date(savedAt.getTime() + 150_000),
      };
    }),
  };
}

function noteColumns([kept, location, readers, retention, removal, outage]: NoteSpec) {
  return { kept, location, readers, retention, removal, outage };
}
