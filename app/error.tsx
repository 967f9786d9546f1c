'use client';

import { ErrorScreen } from '@/components/shell/error-screen';

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="px-4">
      <ErrorScreen digest={error.digest} onRetry={reset} />
    </main>
  );
}
