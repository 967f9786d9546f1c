import type { ReactNode } from 'react';
import { LifecycleTabs } from '@/components/lifecycle/lifecycle-tabs';
import { PageHeader } from '@/components/ui/page-header';

export default function LifecycleLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Lifecycle" />
      <LifecycleTabs />
      {children}
    </>
  );
}
