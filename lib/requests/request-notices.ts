import { requestKindLabels, type RequestKind } from '@/lib/domain/request';
import type { SiteFacts } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import type { Notice } from '@/lib/notifications/write';

type About = { site: Pick<SiteFacts, 'title'>; request: { id: string; kind: RequestKind } };

const quotedAtMost = 300;

/** What somebody wrote, as far as a message repeats it. */
export function quoted(text: string): string {
  return text.length > quotedAtMost ? `${text.slice(0, quotedAtMost)} …` : text;
}

export function requestTitle({ site, request }: About): string {
  return `${requestKindLabels[request.kind]} of ${site.title}`;
}

export function toRequest(requestId: string, label = 'Open the request'): { label: string; href: string } {
  return { label, href: `/requests/${requestId}` };
}

/** What somebody is told whose request somebody else withdrew. */
export function withdrawnNotice({ personId, by, note, ...about }: About & { personId: string; by: string; note: string | null }): Notice {
  return {
    personId,
    kind: 'alert',
    occasion: `request withdrawn ${about.request.id}`,
    title: `${requestTitle(about)} was withdrawn`,
    message: { lines: [note === null ? `${by} withdrew it.` : `${by} withdrew it: ${quoted(note)}`, 'Everything stays as it is. If it is still needed, ask again.'], action: toRequest(about.request.id) },
  };
}

/** What somebody is told to whom a request was handed over. */
export function handedOverNotice({ personId, by, now, ...about }: About & { personId: string; by: string; now: Date }): Notice {
  return {
    personId,
    kind: 'alert',
    occasion: `request handed over ${about.request.id} ${now.toISOString()}`,
    title: `${by} handed a request over to you`,
    message: { lines: [`${requestTitle(about)} waits for an answer.`, 'Others can still answer it; you are the one who is expected to.'], action: toRequest(about.request.id) },
  };
}

/** Those who take part in a request: who made it, owns the Site, took it on, answered or commented. Not the author. */
export async function commentNotices(
  db: Reader,
  { site, requestId, commentId, author, text }: { site: Pick<SiteFacts, 'title' | 'owner'>; requestId: string; commentId: string; author: { id: string; name: string }; text: string },
): Promise<Notice[]> {
  const request = await db.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { kind: true, requesterId: true, claimedById: true, proposedOwnerId: true, decisions: { select: { reviewerId: true } }, comments: { select: { authorId: true } } },
  });
  const people = new Set([request.requesterId, site.owner?.id, request.claimedById, request.proposedOwnerId, ...request.decisions.map(({ reviewerId }) => reviewerId), ...request.comments.map(({ authorId }) => authorId)]);
  const told = [...people].filter((id): id is string => typeof id === 'string' && id !== author.id).sort();
  return told.map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `request comment ${commentId}`,
    title: `${author.name} commented on a request`,
    message: { lines: [requestTitle({ site, request: { id: requestId, kind: request.kind } }), quoted(text)], action: toRequest(requestId) },
  }));
}
