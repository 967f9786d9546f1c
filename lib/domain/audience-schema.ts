import { z } from 'zod';
import { audienceModes } from './audience';

/** Lists beyond this are a sign that a group is missing, and would slow every screen that names them. */
const audienceListLimit = 10_000;

const ids = z
  .array(z.uuid())
  .max(audienceListLimit)
  .default([])
  .transform((list) => [...new Set(list)].sort());

/** The audience of `narrowSite` and `requestWidening`. `public` is refused by name: it is never granted here. */
export const audienceSchema = z
  .strictObject({
    mode: z.enum(audienceModes, {
      error: (issue) =>
        issue.input === 'public'
          ? 'This console never grants public access. Choose admins_only, custom or workspace_all.'
          : `Choose one of ${audienceModes.join(', ')}.`,
    }),
    people: ids,
    groups: ids,
  })
  .superRefine((audience, context) => {
    const listed = audience.people.length + audience.groups.length;
    if (audience.mode !== 'custom' && listed > 0) {
      context.addIssue({
        code: 'custom',
        path: [audience.people.length > 0 ? 'people' : 'groups'],
        message: `People and groups belong to the mode custom; ${audience.mode} takes none.`,
      });
    }
    if (audience.mode === 'custom' && listed === 0) {
      context.addIssue({
        code: 'custom',
        path: ['people'],
        message: 'Name at least one person or group, or choose admins_only.',
      });
    }
  });
