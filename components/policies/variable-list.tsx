import { policyElements, policyLists, policyVariables, type PolicyVariable } from '@/lib/domain/policy-variables';

type Fields = Record<string, PolicyVariable>;

const records: [string, string, Fields][] = [
  ['site', 'The Site', policyVariables.site],
  ['change', 'What is about to happen', policyVariables.change],
  ['people', 'Who asks, and whom it concerns', policyVariables.people],
];
const elements: [string, string, Fields][] = [
  ['s', 'Each of sources, as in sources.exists(s, s.writes)', policyElements.source],
  ['b', 'Each of site.bindings', policyElements.binding],
  ['k', 'Each of site.secrets', policyElements.secret],
];

/** Everything that a condition can name, with its type and what it means. */
export function VariableList() {
  return (
    <div className="space-y-4">
      {records.map(([name, title, fields]) => (
        <Names key={name} title={title} fields={prefixed(name, fields)} />
      ))}
      <Names title="Lists" fields={policyLists} />
      {elements.map(([name, title, fields]) => (
        <Names key={name} title={title} fields={prefixed(name, fields)} />
      ))}
    </div>
  );
}

function prefixed(name: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([field, variable]) => [`${name}.${field}`, variable]));
}

function Names({ title, fields }: { title: string; fields: Fields }) {
  return (
    <div>
      <p className="font-medium">{title}</p>
      <dl className="divide-y divide-line border-y border-line">
        {Object.entries(fields).map(([name, { type, meaning, words }]) => (
          <div key={name} className="grid gap-x-3 py-1 sm:grid-cols-[13rem_7rem_minmax(0,1fr)]">
            <dt className="font-mono text-xs leading-5 break-all">{name}</dt>
            <dd className="text-xs leading-5 text-muted">{type}</dd>
            <dd className="min-w-0">
              {meaning}
              {words !== undefined && <span className="block text-xs break-words text-muted">{words.map((word) => (word === '' ? '""' : word)).join(', ')}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
