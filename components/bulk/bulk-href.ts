/** Where a bulk action is shown, and how one gets back. */
export interface BulkPlace {
  /** The query of the list that it was begun from, so that the way back leads to the same list. */
  list?: string | undefined;
  /** How many Sites were chosen: what the plan counts up to. */
  of?: number | undefined;
  show?: string | undefined;
  cursor?: string | undefined;
}

/** The page of one bulk action. */
export function bulkHref(id: string, { list = '', of, show, cursor }: BulkPlace = {}): string {
  const query = new URLSearchParams({
    ...(show !== undefined && { show }),
    ...(cursor !== undefined && { cursor }),
    ...(of !== undefined && { of: String(of) }),
    ...(list !== '' && { list }),
  }).toString();
  return `/bulk-actions/${id}${query === '' ? '' : `?${query}`}`;
}
