import { policyTriggerLabels } from '../../lib/domain/policy';
import { policyElements, policyLists, policyVariables, type PolicyVariable } from '../../lib/domain/policy-variables';
import { effectWords } from '../../lib/domain/policy-words';
import { conditionFunctions } from '../../lib/policies/condition-tree';
import { defaultPolicies } from '../../lib/policies/default-policies';

/** Where the page lies. */
export const POLICIES_PAGE = 'docs/policies.md';

/** What a rule can name, call and do, and what a workspace begins with: from the tables that the product itself reads. */
export function policiesPage(): string {
  const objects = Object.entries(policyVariables).map(([name, fields]) => `### \`${name}\`\n\n${variableTable(fields, `${name}.`)}`);
  const elements = Object.entries(policyElements).map(([name, fields]) => `### An element of \`list<${name}>\`\n\n${variableTable(fields, '')}`);
  return `${opening}
## When policies are asked

| trigger | when | what counts there |
|---|---|---|
${Object.entries(policyTriggerLabels).map(([trigger, label]) => `| \`${trigger}\` | ${label} | ${counts[trigger as keyof typeof counts]} |`).join('\n')}

${effects}
## Conditions

${conditions}
There are: ${conditionFunctions.map((name) => `\`${name}\``).join(', ')}, the comparisons, \`in\`, \`&&\`, \`||\`, \`!\`, \`?:\`, \`+ - * / %\`, and literal lists.

## Variables

Days are whole days, counted up from 0; days to come are counted down to 0, and a day that has begun counts. -1 stands for “never” and “not known”.

${objects.join('\n\n')}

### Lists of their own

${variableTable(policyLists, '')}

${elements.join('\n\n')}

${handling}

## What a workspace begins with

They are ordinary policies: change, switch off or archive them. An update of the product never changes those that are there.

| policy | asked at | condition | what it does |
|---|---|---|---|
${defaultPolicies.map(({ key, name, description, isEnabled, triggers, condition, effects: all }) => `| **${name}** (\`${key}\`${isEnabled ? '' : ', switched off'}). ${description ?? ''} | ${triggers.map((trigger) => `\`${trigger}\``).join(' ')} | \`${condition.replaceAll('|', '\\|')}\` | ${all.map((effect) => effectWords(effect, (id) => id)).join('. ')} |`).join('\n')}

${closing}`;
}

function variableTable(fields: Record<string, PolicyVariable>, prefix: string): string {
  const rows = Object.entries(fields).map(([name, { type, meaning, words }]) => `| \`${prefix}${name}\` | ${type} | ${meaning}${words === undefined ? '' : `: ${words.map((word) => (word === '' ? 'nothing' : `\`${word}\``)).join(', ')}`} |`);
  return `| name | type | what it is |\n|---|---|---|\n${rows.join('\n')}`;
}

const handling = `## Tried out before they count

“Simulate” holds rules against the policies in force, over the requests of the last year and all Sites of today, and says which would have been stopped, asked for more, warned about or marked as low risk. It goes on in the background when the page is closed, is found again under Policies, Simulations, can be stopped, and is kept for thirty days.

- A past request is judged with the Site as it is today; who asked, for whom and for how long is as it was.
- At \`widen\` a Site that is open to others is looked at as if its audience of today were asked for now, by nobody in particular: \`people.requester\` and \`people.gainingDepartments\` are empty, and everybody whom it reaches gains.
- Only triggers at which the rules differ from those in force are looked at. What can’t be judged counts as stopped, and is listed.

## As a file

\`\`\`
npm run policies -- export policies.yaml               writes them down
npm run policies -- check policies.yaml                says what is wrong, by line; ends with 1 then
npm run policies -- diff policies.yaml [--prune]       says what it would change; ends with 2 if anything
npm run policies -- apply policies.yaml --why "…"      changes it: all of the file or nothing
\`\`\`

\`\`\`yaml
siteward: policies/1
policies:
  - key: many-people
    name: More than 500 people take two reviewers
    triggers: [widen]
    condition: change.reach > 500
    effects:
      - effect: require_stage
        stage:
          key: review
          name: Security review
          who: { roles: [reviewer], people: [ada@example.com], groups: [Security] }
          approvals: 2
\`\`\`

The \`key\` names a policy for good. What the file does not name stays as it is, unless \`--prune\` archives it. People stand by their address and groups by their name, so that a file fits another workspace. The same under Policies, “Apply a file”, and by \`POST /api/v1/policies/import\`.`;

const opening = `# Policies

_Written by \`npm run docs\` from the tables that the product reads; the text is in \`scripts/support/policies-page.ts\`._

A policy is a rule of the workspace: when it is asked, a condition in CEL (the Common Expression Language), and what follows when the condition holds. Admins write them under Policies, by a form or as text; \`npm run policies\` keeps them as YAML.

- **Deny wins.** Everything that any policy forbids stops the change, and all reasons are shown with the policy’s name and version. What exceeds a limit is forbidden too.
- **A request is judged when it is decided**, by the policies of that moment; the decision keeps the versions.
- **A policy that can’t be judged denies, loudly.** It threw, was too costly, or no longer type-checks after an update: whatever it is asked about is refused, every admin is alerted once for that version, the audit log says so, and the sweep goes on with the others. Nothing that does not type-check can be saved, and every sweep looks whether all of them still do.
- **Versions are for ever.** A change makes a new one with who and why; archived policies can be brought back.
`;

const counts = {
  create: 'What forbids and limits the lifetime refuses the registration. Sites that arrive by import are there already and are not asked about.',
  widen: 'Everything but `re_review` and `disable`. Without a stage of a policy, one reviewer or admin decides.',
  renew: 'What forbids and limits the lifetime refuses it, also in bulk, by use, and of a renewal beyond the settings, where stages and evidence count too.',
  deploy: 'The platform has deployed it already: what forbids is an event of the Site, and its owner, reviewers and admins are alerted.',
  re_enable: 'What forbids and limits the audience refuses it.',
  transfer: 'What forbids refuses the offer, its acceptance, and the assignment by an admin.',
  change: '`re_review` opens a re-review; with `narrowFirst` the Site is closed to all but its owner until it is decided.',
  drift: '`disable` disables the Site, with the reason “policy violation”.',
  sweep: '`disable` as above, once an hour, also on quiet days. What it would close counts for the breaker.',
} as const;

const effects = `## What follows

| effect | what it does |
|---|---|
| \`forbid\` | Refuses it with the message. |
| \`warn\` | Shows the message to whoever asks and whoever decides. |
| \`require_stage\` | Asks for a stage: who answers (roles, people, groups, the owner’s manager, the department’s lead, the owners of the sources), how many approvals, in which order, and who stands in after the escalation. Stages of one \`key\` from several policies are one: whoever answers has to be among those whom each of them names, the larger quorum counts, and the earlier turn. |
| \`require_evidence\` | Nothing is approved before it is there and has passed. |
| \`limit_audience\` | Refuses what goes beyond the mode or the number of people. |
| \`limit_lifetime\` | Refuses a longer life at registration and renewal. |
| \`limit_duration\` | Every widening has to end after at most so many days. |
| \`low_risk\` | Such requests may be decided many at once; only where no policy warns or forbids. |
| \`re_review\` | At \`change\`. |
| \`disable\` | At \`drift\` and \`sweep\`. |
`;

const conditions = `A condition says yes or no. It is type-checked while it is written: a name that is not there, a comparison of a number with a text, and a word that a field can never have (\`site.state == "livee"\`) are refused where they stand.

\`\`\`cel
sources.exists(s, s.isSensitive && s.writes)
change.to == "workspace_all" && change.reach > 500
site.classification == "external_candidate" && !site.hasSuccessor
"crm + payroll" in conflicts || size(conflicts) > 1
site.title.like("*payroll*") && people.gainingDepartments.exists(d, d != "Finance")
\`\`\`

What could run away is not offered: no regular expressions (\`like("*word*")\` compares with \`*\` for anything, whatever the case), no maps, no \`cel.bind\`. Walking over lists is counted, and a condition that takes more than 200,000 steps for one Site is too costly, on every machine alike.
`;

const closing = `## Limits

Policies see the record, not the Site’s code. Prohibited uses are what the owner declares, what the name, description and purpose give away in English, and unconfirmed writing to customer data; who words it otherwise is found by the reviewer. Secrets are known by name and by since when they are known here, never by value.
`;
