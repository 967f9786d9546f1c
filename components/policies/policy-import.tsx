'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { Problem } from '@/lib/gate/problem';
import type { PolicyFileReport } from '@/lib/policies/plan-policy-file';
import { EventChanges } from '../audit/event-changes';
import { Checkbox } from '../form/checkbox';
import { FormError } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { readableProblem } from '../sites/readable-problem';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { FileDrop } from '../ui/file-drop';
import { Panel } from '../ui/panel';
import { toastResult } from '../ui/toast-result';
import { RuleNotes } from './rule-note';

export interface PolicyImportProps {
  now: string;
  run: (input: { yaml: string; prune: boolean; apply: boolean; why?: string }) => Promise<ActionResult<PolicyFileReport>>;
}

const tones = { added: 'success', changed: 'info', restored: 'info', archived: 'warning', unchanged: 'neutral' } as const;
const words = { added: 'Added', changed: 'Changed', restored: 'Restored', archived: 'Archived', unchanged: 'As it is' } as const;

/** Policies from a file: what it would change is looked at before it is applied. */
export function PolicyImport({ now, run }: PolicyImportProps) {
  const router = useRouter();
  const [yaml, setYaml] = useState('');
  const [prune, setPrune] = useState(false);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [report, setReport] = useState<PolicyFileReport | null>(null);
  const [isPending, startTransition] = useTransition();
  const send = (apply: boolean) =>
    startTransition(async () => {
      const result = await run({ yaml, prune, apply, ...(apply && { why }) });
      setProblem(result.ok ? null : result.problem);
      setReport(result.ok ? result.answer : null);
      if (!result.ok || !apply) return;
      toastResult({ ok: true, message: 'The policies are as the file says' });
      router.push('/policies');
    });
  const change = (next: string) => {
    setYaml(next);
    setReport(null);
  };
  const changed = report?.policies.filter(({ what }) => what !== 'unchanged') ?? [];
  return (
    <div className="max-w-4xl space-y-4">
      <FormError problem={problem && readableProblem(problem)} />
      <Panel title="The file">
        <div className="space-y-3">
          <FileDrop label="Drop a YAML file" hint="An export of the policies is such a file. What it says appears below, to be read and changed." accept={['.yaml', '.yml']} onChange={([first]) => first !== undefined && void first.file.text().then(change)} />
          <div className="[&_textarea]:font-mono [&_textarea]:text-xs">
            <TextArea name="yaml" label="Or write it here" required rows={12} spellCheck={false} value={yaml} onChange={({ target }) => change(target.value)} hint="It begins with “siteward: policies/1”." />
          </div>
          <Checkbox
            name="prune"
            label="Archive the policies that the file doesn’t name"
            checked={prune}
            onChange={({ target }) => {
              setPrune(target.checked);
              setReport(null);
            }}
          />
          <Button variant={report === null ? 'primary' : 'secondary'} onClick={() => send(false)} disabledReason={yaml.trim() === '' ? 'Choose a file first' : isPending ? 'Under way' : undefined}>
            Check, without changing anything
          </Button>
        </div>
      </Panel>
      {report !== null && (
        <Panel title="What it would change">
          <div className="space-y-3">
            {changed.length === 0 && <p className="text-muted">Nothing: the policies are as the file says.</p>}
            <ul className="divide-y divide-line border-y border-line empty:hidden">
              {changed.map(({ key, name, what, changes, notes }) => (
                <li key={key} className="space-y-1 py-2">
                  <p className="flex flex-wrap items-center gap-2">
                    <Badge tone={tones[what]}>{words[what]}</Badge>
                    <span className="font-medium break-words">{name}</span>
                    <code className="font-mono text-xs text-muted">{key}</code>
                  </p>
                  <div className="whitespace-pre-line">
                    <EventChanges changes={changes} now={now} />
                  </div>
                  <RuleNotes notes={notes.map((note) => ({ ...note, isProblem: false }))} />
                </li>
              ))}
            </ul>
            <p className="text-muted">{report.policies.length - changed.length} stay as they are.</p>
            {changed.length > 0 && (
              <>
                <TextArea name="why" label="Why" required maxLength={2000} value={why} onChange={({ target }) => setWhy(target.value)} hint="Stays with each version that is written." />
                <Button variant="primary" onClick={() => send(true)} disabledReason={why.trim() === '' ? 'Say why' : isPending ? 'Under way' : undefined}>
                  Apply all of it
                </Button>
              </>
            )}
          </div>
        </Panel>
      )}
    </div>
  );
}
