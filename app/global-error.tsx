'use client';

import './globals.css';
import { ErrorScreen } from '@/components/shell/error-screen';

/** Stands in for the root layout when that itself fails. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Error · Siteward</title>
        <main className="px-4">
          <ErrorScreen digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
