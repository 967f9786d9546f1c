/** The cookies of a browser on one host, as far as sign-in needs them. */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  /** Takes over what an answer sets, and forgets what it clears. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const isGone = pair.length === at + 1 || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(at + 1));
    }
  }

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  has(name: string): boolean {
    return this.cookies.has(name);
  }
}

/** The token that next-auth wants back with each post of its forms. */
export async function csrfToken(appUrl: string, jar: CookieJar): Promise<string> {
  const answer = await fetch(`${appUrl}/api/auth/csrf`, { headers: { cookie: jar.header() } });
  jar.take(answer.headers);
  return ((await answer.json()) as { csrfToken: string }).csrfToken;
}

/** Signs in to the demo by its one click; the cookies of that session. */
export async function signInToDemo(appUrl: string, email: string): Promise<CookieJar> {
  const jar = new CookieJar();
  const body = new URLSearchParams({ csrfToken: await csrfToken(appUrl, jar), email, callbackUrl: appUrl });
  const answer = await fetch(`${appUrl}/api/auth/callback/demo`, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header() }, body });
  jar.take(answer.headers);
  return jar;
}
