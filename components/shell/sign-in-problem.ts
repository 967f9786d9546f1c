const problems: Record<string, string> = {
  NoEmail: 'Your sign-in provider did not say your e-mail address. Ask whoever runs it to release the e-mail claim to Siteward.',
  EmailNotVerified: 'Your sign-in provider calls your e-mail address unverified. Confirm the address there, then sign in again.',
  Deactivated: 'Your account here is deactivated. Ask a workspace admin to reactivate it.',
  OtherAccount: 'This e-mail address belongs to another account of your sign-in provider. Sign in with that one, or ask a workspace admin.',
  AccessDenied: 'Your sign-in provider refused to let you in here. Ask whoever runs it for access to Siteward.',
  OAuthSignin: 'The sign-in provider could not be reached. Try again in a minute; if it stays so, its address is set wrongly.',
  OAuthCallback: 'The answer of the sign-in provider did not fit the question. Sign in again in this browser window.',
  Configuration: 'Sign-in is not set up rightly on this server. Its log says what is missing.',
  CredentialsSignin: 'This account can’t sign in. Choose another one.',
  SessionRequired: 'Sign in to see this page.',
};

/** What went wrong at sign-in, in a sentence with what to do; null when nothing did. */
export function signInProblem(code: string | undefined): string | null {
  if (code === undefined || code === '') return null;
  return problems[code] ?? 'Sign-in did not work. Try again; if it stays so, tell a workspace admin when it happened.';
}
