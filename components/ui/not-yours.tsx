import type { ReactNode } from 'react';
import { EmptyState } from './empty-state';
import { PageHeader } from './page-header';

/** A page that is somebody else's: which page it is, whom it is for, and where to look instead. */
export function NotYours({ page, title, children }: { page: string; title: string; children: ReactNode }) {
  return (
    <>
      <PageHeader title={page} />
      <EmptyState title={title}>{children}</EmptyState>
    </>
  );
}
