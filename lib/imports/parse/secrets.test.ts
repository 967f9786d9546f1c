import { expect, it } from 'vitest';
import { isSecretName, scrubText, urlCarriesSecret } from './secrets';

it.each(['siwc_bypass_bearer_token', 'apiKey', 'client-secret', 'PASSWORD', 'db_pwd', 'private key', 'Set-Cookie', 'dsn', 'connectionString'])(
  'the name %s means a secret',
  (name) => expect(isSecretName(name)).toBe(true),
);

it.each(['id', 'key', 'keys', 'title', 'account_user_id', 'is_external', 'project_id', 'pass_through', 'monkey'])('the name %s does not', (name) =>
  expect(isSecretName(name)).toBe(false),
);

it.each([
  ['Bearer abcdefgh12345', 'Bearer [dropped]'],
  ['API_KEY="hunter 2" next', 'API_KEY=[dropped] next'],
  ['{"password": "hunter2"}', '{"password": [dropped]}'],
  ['postgres://ana:pw@host/db', 'postgres://[dropped]@host/db'],
  ['sk-proj-abcdefghijkl0', '[dropped]'],
  ['ghp_abcdefghijklmnop', '[dropped]'],
  ['AKIAIOSFODNN7EXAMPLE', '[dropped]'],
  ['eyJhbGciOiJI.eyJzdWIiOiIx.sig-nature', '[dropped]'],
  ['x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- y', 'x [dropped] y'],
  ['key aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3 end', 'key [dropped] end'],
])('%j is scrubbed', (text, clean) => expect(scrubText(text)).toBe(clean));

it.each([
  'Build failed in step 3: see https://example.com/Docs/Errors?page=2',
  'commit 0123456789abcdef0123456789abcdef01234567',
  'appgprj_6aa5ada5bdf881918585b302961a4dfa',
  'The-Very-Long-Title-Of-A-Site-With-Dashes-2026',
  'Token budgets and passwords explained',
])('%j stays', (text) => expect(scrubText(text)).toBe(text));

it.each([
  ['https://a.example.com/x?y=1', false],
  ['https://ana@a.example.com/', true],
  ['https://a.example.com/?access_token=1', true],
  ['https://a.example.com/?X-Amz-Signature=1', true],
  ['https://a.example.com/?sig=1', true],
  ['https://a.example.com/#token=1', true],
])('%s', (url, carries) => expect(urlCarriesSecret(new URL(url))).toBe(carries));

it('is fast on hostile text', () => {
  const start = performance.now();
  for (const part of ['token', 'a', '://', 'a://', 'password=', '"', '-----BEGIN ', 'eyJ', 'sk-', 'aB3', 'Bearer ', '.-', 'sig = \'']) scrubText(part.repeat(Math.ceil(1_000_000 / part.length)));
  expect(performance.now() - start).toBeLessThan(8000);
});
