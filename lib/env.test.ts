import { describe, expect, it } from 'vitest';
import { readEnv } from './env';

const real = {
  DATABASE_URL: 'postgresql://siteward:pw@db.example.com/siteward',
  AUTH_SECRET: 'x'.repeat(32),
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'siteward',
  OIDC_CLIENT_SECRET: 'hush',
};
const demo = {
  DATABASE_URL: 'postgresql://siteward_app:pw@127.0.0.1:5499/siteward',
  AUTH_SECRET: 'x'.repeat(32),
  SITEWARD_EMBEDDED: '/somewhere/.data',
};

describe('readEnv', () => {
  it('fills in what has a default', () => {
    expect(readEnv(real)).toEqual({
      DATABASE_URL: real.DATABASE_URL,
      MIGRATE_DATABASE_URL: real.DATABASE_URL,
      DATABASE_ROLE: 'siteward_app',
      DATABASE_POOL_SIZE: 10,
      PORT: 3000,
      HOST: '0.0.0.0',
      AUTH_SECRET: real.AUTH_SECRET,
      oidc: { issuer: 'https://login.example.com', clientId: 'siteward', clientSecret: 'hush' },
      LOG_LEVEL: 'info',
      WEBHOOK_ALLOW_PRIVATE: [],
      demo: false,
    });
  });

  it('names every missing variable on a line of its own', () => {
    expect(linesOf({})).toEqual(['DATABASE_URL', 'AUTH_SECRET', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root@localhost/x'],
    ['MIGRATE_DATABASE_URL', 'localhost'],
    ['AUTH_SECRET', 'short'],
    ['OIDC_ISSUER', 'login.example.com'],
    ['APP_URL', 'siteward.example.com'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['DATABASE_POOL_SIZE', '0'],
    ['DATABASE_ROLE', 'x; drop table'],
    ['LOG_LEVEL', 'loud'],
    ['WEBHOOK_ALLOW_PRIVATE', '10.0.0.0/33'],
    ['WEBHOOK_ALLOW_PRIVATE', 'https://hooks.corp.example'],
    ['WEBHOOK_ALLOW_PRIVATE', '10.0.0'],
    ['SMTP_URL', 'mail.example.com'],
    ['MAIL_FROM', 'Siteward'],
    ['MAIL_FROM', 'Siteward <a@example.com>\r\nBcc: b@example.com'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(linesOf({ ...real, [name]: value })).toEqual([name]);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readEnv({ ...real, PORT: '', APP_URL: '' }).PORT).toBe(3000);
    expect(linesOf({ ...real, AUTH_SECRET: '' })).toEqual(['AUTH_SECRET']);
    expect(readEnv({ ...real, SITEWARD_EMBEDDED: '' }).demo).toBe(false);
    expect(readEnv({ ...real, DATABASE_ROLE: '' }).DATABASE_ROLE).toBe('');
  });

  it('asks the demo for no sign-in provider and keeps it on this machine', () => {
    expect(readEnv(demo)).toMatchObject({ demo: true, HOST: '127.0.0.1' });
    expect(readEnv(demo)).not.toHaveProperty('oidc');
  });

  it('refuses to be a demo on a database elsewhere', () => {
    expect(() => readEnv({ ...real, SITEWARD_EMBEDDED: '/somewhere/.data' })).toThrow(/SITEWARD_EMBEDDED/);
  });

  it('takes a mail server only with a sender and an address for its links', () => {
    const mail = { SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'Siteward <siteward@example.com>', APP_URL: 'https://siteward.example.com' };
    expect(readEnv({ ...real, ...mail }).mail).toEqual({ smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM });
    expect(readEnv(real)).not.toHaveProperty('mail');
    expect(linesOf({ ...real, SMTP_URL: mail.SMTP_URL })).toEqual(['MAIL_FROM', 'APP_URL']);
  });

  it('never repeats a secret in a complaint', () => {
    expect(() => readEnv({ ...real, AUTH_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
  });
});

function linesOf(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.split(' ')[0] ?? '');
  }
}
