import { evidenceLabels, type EvidenceKind } from '@/lib/domain/evidence';
import { runCommand } from '@/lib/gate/command';
import { addEvidence } from '@/lib/requests/commands/add-evidence';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { as, type DemoWorld } from './demo-world';

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

/** Answers what the policies ask of a request, all but `except`; the request as it is then. */
export async function giveEvidence(world: DemoWorld, request: RequestDetail, by: string, now: Date, except: readonly EvidenceKind[] = []): Promise<RequestDetail> {
  let latest = request;
  for (const { kind, isRequired, given } of request.plan?.evidence ?? []) {
    if (!isRequired || given !== null || except.includes(kind)) continue;
    const { answer, commit = null, link = null } = answers[kind];
    if (answer === '') throw new Error(`The demo has no answer for ${evidenceLabels[kind]}.`);
    const evidence = { kind, outcome: 'passed', answer, commit, link };
    latest = await runCommand(addEvidence, { requestId: latest.id, evidence, revision: latest.revision }, as(world, by), { db: world.db, now });
  }
  return latest;
}
