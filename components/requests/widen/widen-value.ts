import type { AudienceMode } from '@/lib/domain/audience';
import type { AttachmentRef, EvidenceKind, EvidenceOutcome } from '@/lib/domain/evidence';
import type { WideningProposal } from '@/lib/domain/request';
import type { RequestDraft } from '@/lib/domain/request-draft';
import type { Option } from '../../form/option';

export type EvidenceValue = {
  outcome: EvidenceOutcome | '';
  answer: string;
  commit: string;
  link: string;
  attachment: Pick<AttachmentRef, 'id' | 'name'> | null;
};

/** A widening as its form has it. */
export type WidenValue = {
  mode: AudienceMode;
  people: Option[];
  groups: Option[];
  reason: string;
  /** A day, `YYYY-MM-DD`; empty: for good. */
  until: string;
  evidence: Partial<Record<EvidenceKind, EvidenceValue>>;
};

export const noEvidence: EvidenceValue = { outcome: '', answer: '', commit: '', link: '', attachment: null };

/** The audience as commands take it. */
export function audienceOf({ mode, people, groups }: Pick<WidenValue, 'mode' | 'people' | 'groups'>) {
  return { mode, ...(mode === 'custom' && { people: people.map(({ value }) => value), groups: groups.map(({ value }) => value) }) };
}

/** Evidence as it is sent: what was asked for and has been begun. */
export function evidenceOf({ evidence }: Pick<WidenValue, 'evidence'>, asked: readonly EvidenceKind[]) {
  return asked.flatMap((kind) => {
    const given = evidence[kind];
    if (given === undefined || given.outcome === '') return [];
    const { outcome, answer, commit, link, attachment } = given;
    return [{ kind, outcome, answer, commit: commit.trim() === '' ? null : commit, link: link.trim() === '' ? null : link, attachmentId: attachment?.id ?? null }];
  });
}

export function toDraft({ mode, people, groups, reason, until, evidence }: WidenValue): RequestDraft {
  return {
    mode,
    people: people.map(({ value }) => value),
    groups: groups.map(({ value }) => value),
    reason,
    until: until === '' ? null : until,
    evidence: (Object.entries(evidence) as [EvidenceKind, EvidenceValue][]).map(([kind, { outcome, answer, commit, link, attachment }]) => ({
      kind, outcome: outcome === '' ? null : outcome, answer, commit, link, attachmentId: attachment?.id ?? null,
    })),
  };
}

/** A draft in the form again. `nameOf` knows the people and groups that it names; whom it doesn't know is left out. */
export function fromDraft(draft: RequestDraft, start: WidenValue, nameOf: ReadonlyMap<string, string>): WidenValue {
  const options = (ids: string[]): Option[] => ids.flatMap((id) => (nameOf.has(id) ? [{ value: id, label: nameOf.get(id) ?? '' }] : []));
  return {
    mode: draft.mode ?? start.mode,
    people: options(draft.people),
    groups: options(draft.groups),
    reason: draft.reason,
    until: draft.until?.slice(0, 10) ?? '',
    evidence: Object.fromEntries(
      draft.evidence.map(({ kind, outcome, answer, commit, link, attachmentId }) => [
        kind,
        { outcome: outcome ?? '', answer, commit, link, attachment: attachmentId === null ? null : { id: attachmentId, name: 'The file that you uploaded' } },
      ]),
    ),
  };
}

/** What came back for changes, to be changed. */
export function fromProposal({ audience, until, evidence }: WideningProposal, reason: string): WidenValue {
  const options = (list: { id: string; name: string }[]): Option[] => list.map(({ id, name }) => ({ value: id, label: name }));
  return {
    mode: audience.mode,
    people: options(audience.people),
    groups: options(audience.groups),
    reason,
    until: until?.slice(0, 10) ?? '',
    evidence: Object.fromEntries(evidence.map(({ kind, outcome, answer, commit, link, attachment }) => [kind, { outcome, answer, commit: commit ?? '', link: link ?? '', attachment }])),
  };
}
