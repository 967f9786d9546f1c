import { encode } from 'next-auth/jwt';
import pg from 'pg';
import type { BrowserContext } from 'playwright-core';
import { TEST_SECRET } from './app';

/** Where somebody signs in: the application, and the database that it runs on. */
export interface SignInTarget {
  url: string;
  databaseUrl: string;
}

/** Gives a browser's context the session of a person, as the sign-in page would have. */
export async function signInAs(context: BrowserContext, email: string, { url, databaseUrl }: SignInTarget): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ personId: string; sessionVersion: number }>(
      'SELECT id AS "personId", session_version AS "sessionVersion" FROM person WHERE email = $1',
      [email],
    );
    const [session] = rows;
    if (session === undefined) throw new Error(`There is nobody with the address ${email}.`);
    const value = await encode({ token: { ...session }, secret: TEST_SECRET, maxAge: 60 * 60 });
    await context.addCookies([{ name: 'siteward.session', value, url, httpOnly: true, sameSite: 'Lax' }]);
  } finally {
    await client.end();
  }
}
