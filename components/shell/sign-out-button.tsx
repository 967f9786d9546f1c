'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '../ui/button';

/** Ends the session in this browser. */
export function SignOutButton() {
  const [isLeaving, setLeaving] = useState(false);
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-busy={isLeaving}
      icon={<LogOut aria-hidden="true" size={14} />}
      onClick={() => {
        setLeaving(true);
        void signOut({ callbackUrl: '/sign-in' }).catch(() => setLeaving(false));
      }}
    >
      Sign out
    </Button>
  );
}
