export const requestViews = ['waiting', 'low_risk', 'open', 'mine', 'decided'] as const;
export type RequestView = (typeof requestViews)[number];

type View = {
  label: string;
  description: string;
  /** The search behind it, in the words of `listRequests`. */
  search: Record<string, string>;
  /** What an empty list means. */
  emptyTitle: string;
  emptyText: string;
};

/** The ways to look at requests. */
export const requestViewDetails: Record<RequestView, View> = {
  waiting: {
    label: 'Waiting for me',
    description: 'What you can decide, oldest first.',
    search: { waitingFor: 'me' },
    emptyTitle: 'Nothing waits for you',
    emptyText: 'Here stand widenings and renewals that you may decide, and Sites that somebody offers to you. You never decide your own requests, nor those for your own Sites.',
  },
  low_risk: {
    label: 'Low risk',
    description: 'What every policy calls low risk, and you can decide: several at once.',
    search: { waitingFor: 'me', lowRisk: 'true' },
    emptyTitle: 'Nothing of low risk waits for you',
    emptyText: 'A request stands here when a policy in force marks it as low risk and no other warns or forbids. Everything else is decided one at a time.',
  },
  open: {
    label: 'All open',
    description: 'What waits for anybody, oldest first.',
    search: { state: 'pending,changes_requested' },
    emptyTitle: 'No request is open',
    emptyText: 'Whoever owns a Site asks here to let more people in or to renew beyond the longest lifetime, or offers it to a new owner. What is decided moves to Decided.',
  },
  mine: {
    label: 'Mine',
    description: 'What you asked for, newest first.',
    search: { requester: 'me', sort: '-createdAt' },
    emptyTitle: 'You have made no request',
    emptyText: 'To let more people into a Site of yours, open the Site and choose Ask to widen; to renew it beyond its longest lifetime, choose Renew. Somebody else then decides.',
  },
  decided: {
    label: 'Decided',
    description: 'What is closed, newest first.',
    search: { state: 'approved,rejected,withdrawn,timed_out', sort: '-createdAt' },
    emptyTitle: 'Nothing has been decided yet',
    emptyText: 'Approved, rejected and withdrawn requests, and those that nobody answered, stay here with their decisions.',
  },
};

/** Where a view stands. The first one needs no word in the URL. */
export function requestViewUrl(view: RequestView, { cursor, sort }: { cursor?: string | undefined; sort?: string | undefined } = {}): string {
  const params = new URLSearchParams({ ...(view !== 'waiting' && { view }), ...(sort !== undefined && { sort }), ...(cursor !== undefined && { cursor }) }).toString();
  return params === '' ? '/requests' : `/requests?${params}`;
}
