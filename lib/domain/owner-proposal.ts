import type { PersonRef } from './site';

/** From what somebody is proposed as the owner of a Site that has none, the best reason first. */
export const proposalReasons = ['owner', 'successor', 'address', 'committer', 'unanswered_successor', 'manager', 'department_lead', 'same_repository'] as const;
export type ProposalReason = (typeof proposalReasons)[number];

/** The reason as a sentence of its own, in the words of the record. */
export const proposalReasonTexts: Record<ProposalReason, string> = {
  owner: 'Owns it already',
  successor: 'Agreed to be the successor',
  address: 'The platform’s address of the Site names them',
  committer: 'Made the last commit',
  unanswered_successor: 'Named as the successor, has not answered',
  manager: 'Manager of the owner who left',
  department_lead: 'Leads the department',
  same_repository: 'Owns the other Sites of this repository',
};

/** Whom the record has for each reason. */
export type ProposalCandidates = Record<ProposalReason, PersonRef | null>;

/** The first whom the record has a reason for and who is still there; null: nobody. */
export function proposalOf(candidates: ProposalCandidates): { person: PersonRef; reason: ProposalReason } | null {
  for (const reason of proposalReasons) {
    const person = candidates[reason];
    if (person?.active === true) return { person, reason };
  }
  return null;
}

/** The address in `Name <address>`, as git writes an author, in lower case; null where there is none. */
export function addressOf(author: string | null): string | null {
  return /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(author ?? '')?.[1]?.toLowerCase() ?? null;
}
