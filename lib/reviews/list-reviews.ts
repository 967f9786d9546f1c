import { addDays } from 'date-fns';
import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { classifications, sensitivities, sourceModes } from '@/lib/domain/classification';
import { changesSince, reviewedFields } from '@/lib/domain/review';
import type { Settings } from '@/lib/domain/settings';
import { siteStates, type SiteFacts } from '@/lib/domain/site';
import { scheduleOf } from '@/lib/domain/sweep';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { findLastEvents } from '@/lib/audit/find-last-events';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { toLifecycleFacts } from '@/lib/lifecycle/read-lifecycle-facts';
import { countAudiences } from '@/lib/people/count-audiences';
import { readSettings } from '@/lib/settings/get-settings';
import { readFacts } from '@/lib/sites/read-facts';

const { sql, empty } = Prisma;

const at = z.iso.datetime();
const named = z.object({ id: z.uuid(), name: z.string() });

const reviewShape = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  state: z.enum(siteStates),
  classification: z.enum(classifications),
  revision: z.int(),
  owner: named.extend({ email: z.string(), active: z.boolean() }).nullable(),
  purpose: z.string().nullable(),
  /** `reach`: how many active people can open it, groups resolved and the owner counted. */
  audience: z.object({ mode: z.enum(audienceModes), people: z.array(named), groups: z.array(named), reach: z.int() }),
  dataSources: z.array(named.extend({ mode: z.enum(sourceModes), sensitivity: z.enum(sensitivities) })),
  dueAt: at.nullable(),
  /** When its owner was asked to confirm it, and has not yet. */
  askedAt: at.nullable(),
  /** The last review; null where there was none. */
  last: z.object({ at, by: z.string() }).nullable(),
  /** What is no longer as it was confirmed then; null where that is not known. */
  changes: z.array(z.object({ field: z.enum(reviewedFields), removed: z.array(z.string()), added: z.array(z.string()) })).nullable(),
  /** What silence does, and when; null: nothing. */
  silence: z.object({ step: z.enum(['narrowed', 'disabled_unreviewed']), at }).nullable(),
});
export type ReviewView = z.infer<typeof reviewShape>;
export const reviewListShape = z.object({ items: z.array(reviewShape), next: z.string().nullable() });

/** No attestation is asked for with more days to answer. */
const askedAtMostDays = 366;

/** The Sites whose review is overdue, due soon or was asked for, the most overdue first: one's own, or all for those who govern. */
export const listReviews = query({
  name: 'review.list',
  input: z.strictObject({
    /** `mine`: of Sites of one's own. `all`: of all that one may review; for members these are the same. */
    whose: z.enum(['mine', 'all']).default('mine'),
    ...pageSchema,
  }),
  may: (actor) => judge('review.list', roleStandings(actor)),
  visible: (actor) => ({ me: actor.personId, governs: judge('site.get_record', roleStandings(actor)).allowed }),
  load: async ({ prisma }, { whose, limit, cursor: cursorText }, { me, governs }, { now }) => {
    const { settings } = await readSettings(prisma);
    const binding = cursorBinding('reviews', { whose });
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const soon = addDays(now, Math.max(...settings.reminderDays));
    const own = whose === 'mine' || !governs ? sql`AND i.owner_id = ${me}::uuid` : empty;
    const after = cursor === null ? empty : sql`AND i.review_due_at >= ${new Date(String(cursor.keys[0]))} AND (i.review_due_at, i.site_id) > (${new Date(String(cursor.keys[0]))}, ${cursor.keys[1]}::uuid)`;
    // Whoever is asked has a date: the first bound lets the index end where nobody can be waited for any more.
    const rows = await prisma.$queryRaw<{ id: string; due: Date }[]>`
      SELECT i.site_id::text AS id, i.review_due_at AS due FROM site_index i JOIN site s ON s.id = i.site_id
       WHERE i.state IN ('draft', 'live', 'disabled') AND i.review_due_at <= ${addDays(now, askedAtMostDays)}
         AND (i.review_due_at <= ${soon} OR s.attestation_asked_at IS NOT NULL) ${own} ${after}
       ORDER BY i.review_due_at, i.site_id LIMIT ${limit + 1}`;
    const shown = rows.slice(0, limit);
    const ids = shown.map(({ id }) => id);
    const facts = new Map((await readFacts(prisma, ids)).map((site) => [site.id, site]));
    const reach = await countAudiences(prisma, ids);
    const reviews = await findLastEvents(prisma, 'site.reviewed', ids);
    const last = shown.at(-1);
    return {
      items: ids.flatMap((id) => {
        const site = facts.get(id);
        return site === undefined ? [] : [toView(site, reach.get(id) ?? 0, reviews.get(id), settings)];
      }),
      next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.due.toISOString(), last.id], backward: false }) : null,
    };
  },
});

function toView(site: SiteFacts, reach: number, reviewed: { at: string; actor: string; data: Record<string, unknown> } | undefined, settings: Settings): ReviewView {
  const silence = scheduleOf(toLifecycleFacts(site, null), settings).find(({ step }) => step === 'narrowed' || step === 'disabled_unreviewed');
  const { id, slug, title, state, classification, revision, owner, purpose, audience } = site;
  return {
    id, slug, title, state, classification, revision, owner, purpose,
    audience: { mode: audience.mode, people: audience.people.map(({ id: person, name }) => ({ id: person, name })), groups: audience.groups, reach },
    dataSources: site.dataSources.map(({ id: source, name, mode, sensitivity }) => ({ id: source, name, mode, sensitivity })),
    dueAt: site.reviewDueAt?.toISOString() ?? null,
    askedAt: site.attestationAskedAt?.toISOString() ?? null,
    last: reviewed === undefined ? null : { at: reviewed.at, by: reviewed.actor },
    changes: reviewed === undefined ? null : changesSince(reviewed.data['confirmed'], site),
    silence: silence === undefined ? null : { step: silence.step === 'narrowed' ? 'narrowed' : 'disabled_unreviewed', at: silence.at.toISOString() },
  };
}
