/** The six parts of a storage note, in the order in which they are asked. */
export const storageParts = [
  { key: 'kept', label: 'What is kept' },
  { key: 'location', label: 'Where' },
  { key: 'readers', label: 'Who can read it' },
  { key: 'retention', label: 'For how long' },
  { key: 'removal', label: 'How it is deleted or exported' },
  { key: 'outage', label: 'What happens when it is down' },
] as const;

export const bindingLabels = { d1: 'D1, relational', r2: 'R2, objects' } as const;
