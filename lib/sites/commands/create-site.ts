import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { classifications } from '@/lib/domain/classification';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { policyRefusal } from '@/lib/domain/policy-refusal';
import { registerSite, siteSlugSchema } from '@/lib/domain/register-site';
import { clearable, instant, line } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { problemOfRefusal } from '@/lib/gate/problem';
import { judgeChange } from '@/lib/policies/judge-change';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { findPerson } from '@/lib/people/find-person';
import { readSettings } from '@/lib/settings/get-settings';
import { freeSlug } from '../free-slug';
import { readSite } from '../get-site';
import { productionUrlSchema, siteSourcesSchema } from '../site-input';
import { resolveSiteReferences } from '../site-references';
import { insertSite } from '../write';

/** Registers a Site by hand. It begins owner and admins only; what is missing shows as incomplete. */
export const createSite = command({
  name: 'site.create',
  input: z.strictObject({
    title: line(200),
    slug: siteSlugSchema.optional(),
    description: clearable(4000).optional(),
    purpose: clearable(4000).optional(),
    classification: z.enum(classifications).default('personal_draft'),
    owner: z.uuid().optional(),
    department: z.uuid().nullable().optional(),
    expiresAt: instant.optional(),
    dataSourceNote: clearable(4000).optional(),
    dataSources: siteSourcesSchema.default([]),
    liveUrl: productionUrlSchema.optional(),
    projectId: z
      .string()
      .regex(/^appgprj_[0-9a-f]{32}$/, 'A project id is appgprj_ and 32 hexadecimal digits.')
      .optional(),
  }),
  load: async (tx, input, { actor }) => {
    const ownerId = input.owner ?? actor.personId;
    const owner = ownerId === null ? null : await findPerson(tx, ownerId);
    const home = ownerId === null ? null : await tx.person.findUnique({ where: { id: ownerId }, select: { department: true } });
    const references = await resolveSiteReferences(tx, input);
    return {
      id: uuidv7(),
      owner,
      slug: await freeSlug(tx, input.slug ?? input.title),
      slugTaken: input.slug !== undefined && (await tx.site.count({ where: { slug: input.slug } })) > 0,
      projectTaken: input.projectId !== undefined && (await tx.site.count({ where: { projectId: input.projectId } })) > 0,
      home: home?.department ?? null,
      ...references,
      settings: (await readSettings(tx)).settings,
    };
  },
  may: (actor) => judge('site.create', roleStandings(actor)),
  decide: (loaded, input, { actor, now }) => loaded.problem ?? registerSite(loaded, input, actor, now),
  save: async (tx, { id }, { site, dataSources }, { actor, now }) => {
    await insertSite(tx, site, dataSources);
    // Judged as it would stand; where the policies forbid it, nothing of it stays.
    const refusal = policyRefusal(await judgeChange(tx, id, { trigger: 'create', expiresAt: site.expiresAt }, actor, now));
    if (refusal !== null) throw problemOfRefusal(refusal);
    return readSite(tx, id, actor, now);
  },
  refused: reportFailedPolicies,
});
