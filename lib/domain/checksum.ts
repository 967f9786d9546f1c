import { z } from 'zod';

/** Hex digits of the sums that people know by name; one of another name is kept as it is. */
const hexDigits: Record<string, number> = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 };

/** `algorithm:value`; 64 hex digits without a name are SHA-256, which is what `sha256sum` prints. */
export const checksumSchema = z
  .string()
  .trim()
  .max(300, 'At most 300 characters.')
  .transform((text, context) => {
    const named = /^[0-9a-f]{64}$/i.test(text) ? `sha256:${text}` : text;
    const [, name = '', value = ''] = /^([a-z0-9][a-z0-9-]{1,30}):([A-Za-z0-9+/=_-]{8,260})$/i.exec(named) ?? [];
    const algorithm = name.toLowerCase().replace(/^sha-/, 'sha');
    const digits = hexDigits[algorithm];
    if (value === '' || (digits !== undefined && !(value.length === digits && /^[0-9a-f]+$/i.test(value)))) {
      context.addIssue({ code: 'custom', message: 'Give the 64 hex digits of SHA-256, or another sum with its name before a colon, such as md5:….' });
      return z.NEVER;
    }
    return `${algorithm}:${digits === undefined ? value : value.toLowerCase()}`;
  });
