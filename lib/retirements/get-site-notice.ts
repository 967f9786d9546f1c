import { z } from 'zod';
import { toReplacement } from '@/lib/domain/replacement-link';
import { judge, roleStandings, siteStandings } from '@/lib/domain/verdict';
import { visitorMessage } from '@/lib/domain/visitor-message';
import { query } from '@/lib/gate/query';
import { loadSites } from '@/lib/sites/load-site';
import { couldOpen } from '@/lib/sites/visible-sites';
import { readPlans, toPlan } from './load-retirement';
import { iso } from './retirement-row';

export const siteNoticeShape = z.object({
  slug: z.string(),
  title: z.string(),
  headline: z.string(),
  lines: z.array(z.string()),
  closesAt: z.iso.datetime().nullable(),
  replacement: z.object({ text: z.string(), href: z.string().nullable() }).nullable(),
  ask: z.object({ name: z.string(), email: z.string() }).nullable(),
});
export type SiteNotice = z.infer<typeof siteNoticeShape>;

/**
 * What a visitor is told of a Site that they could open and that is closed, or is going to close: no more of its record
 * than they knew while it was open. To everybody else the Site isn't there, as before.
 */
export const getSiteNotice = query({
  name: 'site.get_notice',
  input: z.strictObject({ siteId: z.string().max(100) }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: (actor) => actor,
  load: async ({ prisma }, { siteId }, subject): Promise<SiteNotice | null> => {
    const found = await prisma.site.findFirst({ where: z.uuid().safeParse(siteId).success ? { id: siteId } : { slug: siteId }, select: { id: true } });
    const loaded = found === null ? undefined : (await loadSites(prisma, [found.id], subject)).get(found.id);
    if (loaded === undefined) return null;
    const { site, relations } = loaded;
    const inAudience = subject.personId !== null && (await couldOpen(prisma, site.id, subject.personId));
    if (!judge('site.get_notice', siteStandings(subject, { ...relations, inAudience })).allowed) return null;
    const row = (await readPlans(prisma, [site.id])).get(site.id);
    const plan = row === undefined || row.state === 'stopped' ? null : { ...toPlan(row), replacement: toReplacement(row.graduatedInto, row.graduatedSite?.slug ?? null) };
    const message = visitorMessage(site, plan);
    return message === null ? null : { slug: site.slug, title: site.title, ...message, closesAt: iso(message.closesAt) };
  },
});
