import { disableReasonRules } from '../../lib/domain/disable-reason';
import { lifecycle, siteActions, type SiteAction } from '../../lib/domain/lifecycle';
import { permissions, standingLabels, standings, type Operation, type Standing } from '../../lib/domain/permissions';
import { disableReasonLabels, disableReasons, siteStateLabels, siteStates } from '../../lib/domain/site';

/** Where the page lies. */
export const PERMISSIONS_PAGE = 'docs/permissions.md';

type Row = {
  what: string;
  changes: boolean;
  allow: readonly Standing[];
  except?: Partial<Record<Standing, string>>;
};

const actionLabels: Record<SiteAction, string> = {
  edit: 'Edit the record',
  transfer: 'Transfer',
  assign_owner: 'Assign the owner',
  name_successor: 'Name the successor',
  renew: 'Renew',
  narrow: 'Narrow',
  request_widening: 'Ask for a widening',
  apply_widening: 'Approve a widening',
  disable: 'Disable',
  enable: 'Re-enable',
  review: 'Record a review',
  ask_attestation: 'Ask for an attestation',
  set_legal_hold: 'Set or lift the legal hold',
  keep: 'Say that it is still needed',
  answer_succession: 'Answer as the successor',
  hand_over: 'Hand over from an owner who left',
  quarantine: 'Put into quarantine',
  release: 'Take out of quarantine',
  begin_retirement: 'Begin the retirement',
  stop_retirement: 'Stop the retirement',
  advance_retirement: 'Go on with the retirement',
  note_fallback: 'Note a fallback',
};

/** The page on who may do what and in which state, made from the two tables that the server itself reads. */
export function permissionsPage(): string {
  return `${[
    '# Who may do what, and when',
    '',
    'Made by `npm run docs` from `lib/domain/permissions.ts`, `lib/domain/disable-reason.ts` and `lib/domain/lifecycle.ts`; a test holds it against them. Change those, not this page.',
    '',
    '## Who may do what',
    '',
    'Roles are given by an admin: member, reviewer (security review), auditor, admin. The other columns are relations to the Site or the request. Any one **yes** in a row is enough. Somebody who may see a Site or request but may not do this gets 403 with the reason; somebody who may not even see it gets 404; nobody signed in gets 401.',
    '',
    '- An auditor reads everything and changes nothing, whatever else they are.',
    '- **never** outweighs every yes: nobody decides on their own request or on who may open their own Site.',
    '- An API token needs the scope `write` for what changes something, else `read`.',
    '',
    ...table(
      ['What', 'Changes', ...standings.map((standing) => standingLabels[standing])],
      (Object.keys(permissions) as Operation[]).map((operation) => permissionRow(operation, permissions[operation])),
    ),
    '',
    '## Who may disable a Site for which reason',
    '',
    'Everybody here also needs the right to disable the Site. After a security reason its owner can’t open it again alone.',
    '',
    ...table(
      ['Reason', 'The lifecycle by itself', 'Owner of the Site', 'Reviewer or admin', 'Who re-enables'],
      disableReasons.map((reason) => {
        const { bySystem, owner, isSecurity } = disableReasonRules[reason];
        return [disableReasonLabels[reason], bySystem ? 'yes' : '', owner === true ? 'yes' : owner, 'yes', isSecurity ? 'reviewer or admin' : 'owner, reviewer or admin'];
      }),
    ),
    '',
    '## When it may be done',
    '',
    'What the state of a Site allows, to those who may at all.',
    '',
    ...table(
      ['Action', ...siteStates.map((state) => siteStateLabels[state])],
      siteActions.map((action) => [actionLabels[action], ...siteStates.map((state) => (lifecycle[state][action] === true ? 'yes' : lifecycle[state][action]))]),
    ),
  ].join('\n')}\n`;
}

function permissionRow(operation: Operation, row: Row): string[] {
  return [`${row.what} (\`${operation}\`)`, row.changes ? 'yes' : '', ...standings.map((standing) => mark(row, standing))];
}

function mark(row: Row, standing: Standing): string {
  if (row.except?.[standing] !== undefined || (row.changes && standing === 'auditor')) return 'never';
  return row.allow.includes(standing) ? 'yes' : '';
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}
