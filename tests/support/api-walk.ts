import { judgeOnBulk } from '@/lib/domain/bulk';
import { judgeOnCampaign } from '@/lib/domain/campaign';
import { judgeOnHandover } from '@/lib/domain/handover';
import type { Operation as Permitted } from '@/lib/domain/permissions';
import { hidden, judge, judgeOnRequest, judgeOnSite, roleStandings, type RequestRelations, type SiteRelations, type Subject, type Verdict } from '@/lib/domain/verdict';
import { judgeViewChange, type ViewFacts } from '@/lib/domain/view';
import type { ApiCall, ApiPerson, ApiWorld } from './api';

/** Those whom the walk sends: by role, or by how they stand to its Sites. `stranger` has no part in any. */
export const subjects = ['admin', 'owner', 'reviewer', 'auditor', 'stranger', 'successor', 'visitor', 'proposed', 'requester'] as const;
export type Cast = Record<(typeof subjects)[number], ApiPerson>;

export async function castOf(world: ApiWorld): Promise<Cast> {
  return {
    admin: await world.newPerson(['admin']),
    owner: await world.newPerson(),
    reviewer: await world.newPerson(['reviewer']),
    auditor: await world.newPerson(['auditor']),
    stranger: await world.newPerson(),
    successor: await world.newPerson(),
    visitor: await world.newPerson(),
    proposed: await world.newPerson(),
    requester: await world.newPerson(),
  };
}

/** What is asked for, and how the subject stands to it. */
export type Prepared = { path: string; call?: Omit<ApiCall, 'token'>; site?: SiteRelations; request?: RequestRelations; bulk?: { actorId: string }; handover?: { toId: string }; campaign?: { isAsked: boolean }; view?: Pick<ViewFacts, 'ownerId' | 'isShared'> };

/** One way to use an operation: what the permission table calls it, and what it is asked to do. */
export type Case = {
  /** Every one of these has to allow it. */
  needs: [Permitted, ...Permitted[]];
  /** It writes, though it changes nothing of the workspace: a token that only reads is refused. */
  writes?: true;
  /** Made anew for each subject, so that no case depends on another. */
  prepare: (world: ApiWorld, cast: Cast, subject: ApiPerson) => Promise<Prepared>;
};

/** What the permission table says of a subject and the thing it asks for. */
export function verdictOf({ needs }: Pick<Case, 'needs'>, { site, request, bulk, handover, campaign, view }: Prepared, { id: personId, roles }: ApiPerson): Verdict {
  const subject = { personId, roles };
  for (const permission of needs) {
    const verdict =
      request !== undefined
        ? judgeOnRequest(permission, subject, request)
        : bulk !== undefined
          ? judgeOnBulk(permission, subject, bulk)
          : handover !== undefined
            ? judgeOnHandover(permission as 'handover.get' | 'handover.answer', subject, handover)
          : campaign !== undefined
            ? judgeOnCampaign(permission, subject, campaign)
          : view !== undefined
            ? judgeOn(view, permission, subject)
            : site !== undefined
              ? judgeOnSite(permission, subject, site)
              : judge(permission, roleStandings(subject));
    if (!verdict.allowed) return verdict;
  }
  return { allowed: true };
}

function judgeOn(view: NonNullable<Prepared['view']>, permission: Permitted, subject: Subject): Verdict {
  if (permission !== 'view.list') return judgeViewChange(subject, view, permission === 'view.share');
  return view.isShared || view.ownerId === subject.personId ? { allowed: true } : hidden;
}

/** The only thing hidden from those who may not see a thing is the thing: reading has no 403. */
export function answersNotFound({ needs }: Pick<Case, 'needs'>, verdict: Verdict): boolean {
  return !verdict.allowed && (verdict.hidden || needs[0] === 'site.get' || needs[0] === 'site.get_notice' || needs[0] === 'retirement.get' || needs[0] === 'request.get' || needs[0] === 'bulk.get' || needs[0] === 'handover.get' || needs[0] === 'campaign.get' || needs[0] === 'attachment.get');
}

export const notFoundDetail = hidden.allowed ? '' : hidden.reason;
