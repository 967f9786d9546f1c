export const retirementViews = ['open', 'done', 'stopped'] as const;
export type RetirementViewName = (typeof retirementViews)[number];

/** The three ways to look at retirements. */
export const retirementViewDetails: Record<RetirementViewName, { label: string; emptyTitle: string; emptyText: string }> = {
  open: {
    label: 'Under way',
    emptyTitle: 'No Site is being retired',
    emptyText: 'The owner or an admin begins a retirement on the Site’s page, under More. The lifecycle begins it by itself for Sites that stayed disabled for too long.',
  },
  done: { label: 'Retired', emptyTitle: 'No Site has been retired yet', emptyText: 'What was retired stays here with its tombstone.' },
  stopped: { label: 'Stopped', emptyTitle: 'No retirement was stopped', emptyText: 'Until the deletion is asked for, the owner or an admin can stop a retirement, and the Site comes back.' },
};

/** Where a view stands. The first one needs no word in the URL. */
export function retirementViewUrl(view: RetirementViewName, cursor?: string): string {
  const params = new URLSearchParams({ ...(view !== 'open' && { view }), ...(cursor !== undefined && { cursor }) }).toString();
  return params === '' ? '/lifecycle/retirements' : `/lifecycle/retirements?${params}`;
}
