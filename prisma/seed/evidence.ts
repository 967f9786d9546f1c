import type { EvidenceKind } from '@/lib/domain/evidence';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';

const answers: Record<EvidenceKind, { answer: string; commit?: string; link?: string }> = {
  source_diff: { answer: 'Read the diff since the last review with a colleague: two new charts, no new query.', commit: '4be1c0d97a' },
  build: { answer: 'Built from the commit below; the build log is clean.', commit: '4be1c0d97a' },
  bindings: { answer: 'One table, filters that people saved. Nothing of a customer is stored.' },
  secrets_scan: { answer: 'secretlint over the whole history: nothing found. The service account reads two views and nothing else.', commit: '4be1c0d97a' },
  low_privilege_test: { answer: 'Opened with a new hire’s account: the totals show, single accounts do not.', link: 'https://notes.example.com/low-privilege-test' },
  object_access_test: { answer: 'Tried thirty ids of accounts in other regions by hand: each answered 404.' },
  rollback_plan: { answer: 'Narrow the audience here, which takes effect at once; then redeploy the version before. Ten minutes, done by the owner.' },
  data_note: { answer: 'Shows names of accounts, their stage and totals. All of it can be seen in the CRM by the same people.' },
  content_review: { answer: 'Read by the head of the department, who found nothing that is not told in the all-hands anyway.' },
};

/** What somebody who asks shows for what the policies want to see, all but `except`. */
export function evidenceFor({ evidence }: Pick<PolicyJudgement, 'evidence'>, except: readonly EvidenceKind[] = []) {
  return evidence.filter(({ kind }) => !except.includes(kind)).map(({ kind }) => ({ kind, outcome: 'passed' as const, ...answers[kind] }));
}
