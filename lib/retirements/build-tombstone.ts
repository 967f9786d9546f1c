import { z } from 'zod';
import { eventTypes, type EventType } from '@/lib/domain/events';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { TombstoneRecord } from '@/lib/domain/tombstone';
import { parseWitness, type Witness } from '@/lib/domain/witness';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { resolveAudience } from '@/lib/people/resolve-audience';
import { retirementInclude } from './load-retirement';
import { witnessOf } from './witness-of';

/** Events that a tombstone names with who decided: how the Site got its people, and how it went. */
const told: readonly EventType[] = [
  'site.created', 'site.owner_changed', 'site.handed_over', 'site.audience_widened', 'site.disabled', 'site.enabled', 'site.legal_hold_set',
  'site.legal_hold_lifted', 'site.retirement_begun', 'site.retirement_stopped', 'site.retirement_closed', 'site.deletion_begun',
];
/** The newest so many; a Site that changed hands more often is told from there. */
const toldAtMost = 200;

/** A person as events have named them: with their address, by a name alone, or nobody. */
const personJsonSchema = z
  .union([z.object({ name: z.string(), email: z.string().nullable().default(null) }), z.string().transform((name) => ({ name, email: null }))])
  .nullable()
  .catch(null);
const bodySchema = z.object({
  at: z.string(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string(), email: z.string().nullable(), roles: z.array(z.string()) }),
  changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
});
type Body = z.infer<typeof bodySchema>;

export type Ending = { proof: 'feed' | 'person'; note: string | null; actor: Actor; now: Date; settings: Pick<Settings, 'tombstoneNamesDays'> };

/** Gathers what stays of a Site: everything in words, as it is at its end. */
export async function buildTombstone(tx: Tx, site: SiteFacts, retirementId: string, { proof, note, actor, now, settings }: Ending): Promise<TombstoneRecord> {
  const row = await tx.site.findUniqueOrThrow({ where: { id: site.id } });
  const retirement = await tx.retirement.findUniqueOrThrow({ where: { id: retirementId }, include: retirementInclude });
  const bindings = await tx.storageBinding.findMany({ where: { siteId: site.id } });
  const last = await tx.siteVersion.findFirst({ where: { siteId: site.id }, orderBy: [{ number: { sort: 'desc', nulls: 'last' } }, { platformId: 'desc' }] });
  const events = await readDecisions(tx, site.id);
  const { peopleNow } = site.audience.mode === 'custom' ? await resolveAudience(tx, audienceOf(site), site.owner?.id ?? null) : { peopleNow: null };
  return {
    version: 1,
    slug: site.slug,
    title: site.title,
    purpose: site.purpose,
    description: site.description,
    classification: site.classification,
    department: site.department?.name ?? null,
    url: row.liveUrl ?? row.expectedUrl,
    projectId: row.projectId,
    repository: row.repository,
    registeredAt: row.createdAt.toISOString(),
    owners: ownersOf(events, site, row.createdAt),
    audience: {
      mode: site.audience.mode,
      people: site.audience.people.map(({ name, email }) => ({ name, email, role: 'named person' })),
      groups: site.audience.groups.map(({ name }) => name),
      reach: peopleNow?.size ?? null,
    },
    dataSources: site.dataSources.map(({ name, sensitivity, mode }) => ({ name, sensitivity, mode })),
    dataSourceNote: site.dataSourceNote,
    exports: retirement.exports.flatMap(({ state, decidedBy, decidedAt, kind, name, location, checksum, waiver }) =>
      state === 'open' || decidedBy === null || decidedAt === null
        ? []
        : [{ kind, name, state, location, checksum, waiver, retention: bindings.find((each) => each.kind === kind)?.retention ?? null, by: parseWitness(decidedBy), at: decidedAt.toISOString() }],
    ),
    secrets: retirement.secrets.flatMap(({ key, powered, note: how, revokedAt, revokedBy }) =>
      revokedAt === null || revokedBy === null ? [] : [{ key, powered, note: how, by: parseWitness(revokedBy), at: revokedAt.toISOString() }],
    ),
    versions: {
      count: await tx.siteVersion.count({ where: { siteId: site.id } }),
      last: last === null ? null : { number: last.number, commit: last.commitSha, savedAt: last.savedAt?.toISOString() ?? null },
    },
    retirement: { reason: retirement.reason, beganAt: retirement.beganAt.toISOString(), closedAt: retirement.closedAt?.toISOString() ?? null, deletedAt: now.toISOString(), proof, note },
    decisions: [...events.map((event) => toDecision(event, site)), { at: now.toISOString(), what: eventTypes['site.retired'], by: witnessOf(actor, { ownerId: site.owner?.id ?? null }) }],
    replacedBy: retirement.graduatedInto === null ? null : { text: retirement.graduatedInto, slug: retirement.graduatedSite?.slug ?? null },
    namesDays: settings.tombstoneNamesDays,
  };
}

/** The decisions on a Site, earliest first, and every event that changed its owner. */
async function readDecisions(tx: Tx, siteId: string): Promise<Body[]> {
  const rows = await tx.$queryRaw<{ body: string }[]>`
    SELECT body FROM audit_event
     WHERE site_id = ${siteId}::uuid AND (type = ANY (${[...told]}::text[]) OR body::jsonb #> '{changes,owner}' IS NOT NULL)
     ORDER BY seq DESC LIMIT ${toldAtMost}`;
  return rows.map(({ body }) => bodySchema.parse(JSON.parse(body))).reverse();
}

function toDecision({ at, type, actor }: Body, { owner }: SiteFacts): TombstoneRecord['decisions'][number] {
  const by: Witness = witnessOf({ personId: actor.id, name: actor.name, email: actor.email, roles: actor.roles as Actor['roles'] }, { ownerId: owner?.id ?? null });
  return { at, what: eventTypes[type as EventType], by };
}

type Named = { name: string; email: string | null } | null;

/** Who answered for the Site, from each change of its owner; the last one is who answers for it now, whatever events have called them. */
function ownersOf(events: readonly Body[], { owner }: SiteFacts, since: Date): TombstoneRecord['owners'] {
  const changes = events.flatMap(({ at, changes }) => (changes.owner === undefined ? [] : [{ at, before: personJsonSchema.parse(changes.owner.before), after: personJsonSchema.parse(changes.owner.after) }]));
  const terms: { from: string; who: Named }[] = [{ from: since.toISOString(), who: changes[0]?.before ?? null }, ...changes.map(({ at, after }) => ({ from: at, who: after }))];
  const last = terms.at(-1);
  if (last !== undefined) last.who = owner;
  return terms.flatMap(({ from, who }, index) => {
    const until = terms[index + 1]?.from ?? null;
    return who === null ? [] : [{ name: who.name, email: who.email, role: until === null ? 'owner' : 'former owner', from, until }];
  });
}
