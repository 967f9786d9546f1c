'use client';

import type { PolicyDetail, PolicyVersionView } from '@/lib/policies/policy-shape';
import { LinkButton } from '../ui/link-button';
import { Instant } from '../ui/time';
import { AskWhy, type PolicyAction } from './ask-why';

export interface PolicyVersionsProps {
  policy: PolicyDetail;
  /** The two that are compared below. */
  compared: { from: number; to: number } | null;
  now: string;
  /** Left out for those who read only. */
  restore?: PolicyAction | undefined;
}

/** Every version, newest first: who wrote it, why and when; to compare with another and to bring back. */
export function PolicyVersions({ policy, compared, now, restore }: PolicyVersionsProps) {
  const { versions, version: newest, id, archivedAt } = policy;
  return (
    <ol className="divide-y divide-line">
      {versions.map((version) => (
        <li key={version.number} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2">
          <span className="w-20 shrink-0 font-medium">Version {version.number}</span>
          <span className="min-w-0 flex-1 basis-60">
            <span className="block break-words">{version.why}</span>
            <span className="text-xs text-muted">
              {version.author?.name ?? 'The workspace'} · <Instant at={version.createdAt} now={now} format="both" />
              {compared?.to === version.number && ' · compared below'}
            </span>
          </span>
          <span className="flex flex-wrap gap-1">
            {version.number > 1 && (
              <LinkButton size="sm" variant="ghost" scroll={false} href={`?from=${version.number - 1}&to=${version.number}#diff`}>
                What it changed
              </LinkButton>
            )}
            {version.number !== newest && (
              <LinkButton size="sm" variant="ghost" scroll={false} href={`?from=${version.number}&to=${newest}#diff`}>
                Compare with today’s
              </LinkButton>
            )}
            {version.number !== newest && archivedAt === null && restore !== undefined && <RestoreVersion version={version} input={{ policyId: id, version: version.number, revision: newest }} restore={restore} />}
          </span>
        </li>
      ))}
    </ol>
  );
}

function RestoreVersion({ version: { number }, input, restore }: { version: PolicyVersionView; input: { policyId: string; version: number; revision: number }; restore: PolicyAction }) {
  return (
    <AskWhy
      label={`Restore version ${number}`}
      buttonLabel="Restore"
      title={`Restore version ${number}?`}
      consequence={`What version ${number} says becomes the newest version, and counts from now on. The versions between stay.`}
      wayBack={`Restore version ${input.revision} in the same way.`}
      confirmLabel="Restore"
      done={`Version ${number} is in force again`}
      run={(why) => restore({ ...input, why })}
    />
  );
}
