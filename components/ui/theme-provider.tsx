'use client';

import { ThemeProvider as NextThemes } from 'next-themes';
import type { ReactNode } from 'react';

// The script that sets the theme before the first paint has run from the server's HTML. On the
// client React would warn about an executable script in a component, so there it is inert data.
const scriptProps = typeof window === 'undefined' ? {} : { type: 'application/json' };

/** Light and dark, following the system until someone chooses. `nonce` is the page's CSP nonce. */
export function ThemeProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      enableColorScheme={false}
      nonce={nonce}
      scriptProps={scriptProps}
    >
      {children}
    </NextThemes>
  );
}
