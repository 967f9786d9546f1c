import { z } from 'zod';
import type { KeptPolicy } from '@/lib/domain/policy-decisions';
import { policyEffectSchema, type PolicyRule } from '@/lib/domain/policy';
import type { Reader, Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { PolicyVersionView, PolicyView } from './policy-shape';

/** What another version of the product stored may be unknown here; it denies then (read-policies.ts), and reads as this. */
const effects = z.array(policyEffectSchema).catch([{ effect: 'forbid', message: 'The effects of this version can’t be read any more. Write them anew.' }]);

/** A policy with its newest version first. */
export const withVersions = { versions: { include: { author: { select: { id: true, name: true } } }, orderBy: { number: 'desc' } } } as const satisfies Prisma.PolicyInclude;
export const withNewest = { versions: { ...withVersions.versions, take: 1 } } as const satisfies Prisma.PolicyInclude;
type PolicyRow = Prisma.PolicyGetPayload<{ include: typeof withVersions }>;
type VersionRow = PolicyRow['versions'][number];

/** What a version says, as it was written. */
function ruleOf(key: string, version: VersionRow): PolicyRule {
  const { name, description, isEnabled, triggers, condition } = version;
  return { key, name, description, isEnabled, triggers, condition, effects: effects.parse(version.effects) };
}

function newestOf({ id, versions }: PolicyRow): VersionRow {
  const [newest] = versions;
  if (newest === undefined) throw new Error(`Policy ${id} has no version.`);
  return newest;
}

export function toPolicyView(row: PolicyRow): PolicyView {
  const newest = newestOf(row);
  return {
    id: row.id,
    ...ruleOf(row.key, newest),
    version: row.version,
    revision: row.version,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    changedAt: newest.createdAt.toISOString(),
    changedBy: newest.author,
    why: newest.why,
  };
}

export function toVersionView(version: VersionRow): PolicyVersionView {
  const { key: _, ...rule } = ruleOf('', version);
  return { ...rule, number: version.number, why: version.why, author: version.author, createdAt: version.createdAt.toISOString() };
}

function toKeptPolicy(row: PolicyRow): KeptPolicy {
  return { id: row.id, version: row.version, isArchived: row.archivedAt !== null, rule: ruleOf(row.key, newestOf(row)) };
}

/** Every policy, archived ones as well, in the order of their keys. */
export async function readKeptPolicies(db: Reader): Promise<KeptPolicy[]> {
  return (await db.policy.findMany({ include: withNewest, orderBy: { key: 'asc' } })).map(toKeptPolicy);
}

/** Locks a policy until the end of the transaction; null where there is none. */
export async function lockPolicy(tx: Tx, policyId: string): Promise<KeptPolicy | null> {
  await tx.$queryRaw`SELECT 1 FROM policy WHERE id = ${policyId}::uuid FOR UPDATE`;
  const row = await tx.policy.findUnique({ where: { id: policyId }, include: withNewest });
  return row === null ? null : toKeptPolicy(row);
}

/** Locks them all, in the order of their ids: a file changes many at once. */
export async function lockPolicies(tx: Tx): Promise<KeptPolicy[]> {
  await tx.$queryRaw`SELECT 1 FROM policy ORDER BY id FOR UPDATE`;
  return readKeptPolicies(tx);
}

/** What an earlier version said; null where there is no such version. */
export async function findVersion(tx: Tx, { id, rule }: KeptPolicy, number: number): Promise<PolicyRule | null> {
  const version = await tx.policyVersion.findUnique({ where: { policyId_number: { policyId: id, number } }, include: withVersions.versions.include });
  return version === null ? null : ruleOf(rule.key, version);
}
