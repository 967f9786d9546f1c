import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { attachmentLimits, attachmentName, attachmentType } from '@/lib/domain/attachment';
import type { DomainEvent } from '@/lib/domain/events';
import type { AttachmentRef } from '@/lib/domain/evidence';
import { refuse, refuseField, type Refusal } from '@/lib/domain/refusal';
import { siteSubject } from '@/lib/domain/site-decisions';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '@/lib/sites/load-site';
import { FileContent } from '../file-content';
import { requesterOf } from '../requester';

/** Takes in a file that backs evidence. What it is is read from its content; it is kept as it came, with its SHA-256. */
export const addAttachment = command({
  name: 'attachment.add',
  input: z.strictObject({ siteId: z.uuid(), name: z.string().min(1, 'Name the file.').max(500), content: z.instanceof(FileContent) }),
  load: async (tx, { siteId }, { actor }) => {
    const loaded = await lockSite(tx, siteId, actor);
    return loaded === null ? null : { ...loaded, files: await tx.attachment.count({ where: { siteId: loaded.site.id } }), newId: uuidv7() };
  },
  may: (actor, { relations }) => judgeOnSite('attachment.add', actor, relations),
  decide: ({ site, files, newId }, { name: given, content: { bytes, digest } }): { file: AttachmentRef; bytes: Uint8Array<ArrayBuffer>; events: DomainEvent[] } | Refusal => {
    if (files >= attachmentLimits.files) return refuse('conflict', `A Site keeps at most ${attachmentLimits.files} files. Link to where this one is kept instead.`);
    const name = attachmentName(given);
    const type = attachmentType(name, bytes);
    if ('problem' in type) return refuseField('name', type.problem);
    const file = { id: newId, name, mediaType: type.mediaType, size: bytes.byteLength, digest };
    return { file, bytes, events: [{ type: 'site.file_uploaded', site: siteSubject(site), data: { ...file } }] };
  },
  save: async (tx, { site }, { file, bytes }, { actor, now }) => {
    await tx.attachment.create({ data: { ...file, siteId: site.id, content: bytes, uploadedById: requesterOf(actor), createdAt: now } });
    return file;
  },
});
