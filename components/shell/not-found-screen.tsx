import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';

/** For an address that leads nowhere, and for what somebody can't see: the two must read the same. */
export function NotFoundScreen() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing here that you can see"
        action={
          <>
            <LinkButton href="/" variant="primary">
              To the first screen
            </LinkButton>
            <LinkButton href="/sites">Find a Site</LinkButton>
          </>
        }
      >
        The address may be mistyped, or what it leads to is not open to you. If you were given this link, ask whoever sent
        it, or the owner of the Site, for access.
      </EmptyState>
    </>
  );
}
