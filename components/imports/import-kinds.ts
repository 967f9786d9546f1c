export const importKinds = ['manifests', 'feed', 'csv'] as const;
export type ImportKind = (typeof importKinds)[number];

/** The three ways in: what each is for, what it may change, and how the shell does the same. */
export const importDetails: Record<ImportKind, { label: string; changes: string[]; shell: string }> = {
  manifests: {
    label: 'Manifests',
    changes: [
      'Registers a Site for each hosting.json that is not known yet: owner and admins only, incomplete until its record is filled in.',
      'Updates the project id, storage bindings, static folder and place of the Sites that are known, by project id, else by folder.',
      'Title and purpose are taken only where the record has none. Owner, audience, classification and dates never change.',
      'Copies in dist, build, node_modules and other output folders are passed over.',
    ],
    shell: 'npm run import -- manifests <folder>',
  },
  feed: {
    label: 'Platform feed',
    changes: [
      'Updates what the platform reports: observed audience and its revision, status, addresses, versions, deployments, environment key names.',
      'Never changes the approved audience. Where the two differ, the Site shows drift.',
      'An older revision never overwrites a newer one.',
      'Tokens and environment values are dropped before anything is stored or logged.',
    ],
    shell: 'npm run import -- feed <file.json>',
  },
  csv: {
    label: 'CSV',
    changes: [
      'Edits the record of Sites named by id, project_id or slug; a row without any of them registers a Site and needs a title.',
      'An absent column leaves a field as it is, an empty cell clears it.',
      'State and audience only inform: they change by their own actions and by requests.',
      'An unknown column refuses the whole file, so that nothing is lost without a word.',
    ],
    shell: 'npm run import -- csv <file.csv>',
  },
};

/** Where a kind of import stands. */
export function importUrl(kind: ImportKind): string {
  return kind === 'manifests' ? '/imports' : `/imports?kind=${kind}`;
}
