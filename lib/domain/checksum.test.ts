import { describe, expect, it } from 'vitest';
import { checksumSchema } from './checksum';

const hex = (digits: number): string => 'aB09'.repeat(digits / 4);

describe('a checksum', () => {
  it.each([
    [hex(64), `sha256:${hex(64).toLowerCase()}`],
    [`  SHA-256:${hex(64)} `, `sha256:${hex(64).toLowerCase()}`],
    [`md5:${hex(32)}`, `md5:${hex(32).toLowerCase()}`],
    ['crc32c:AAAAAA==', 'crc32c:AAAAAA=='],
    ['etag:d41d8cd98f-12', 'etag:d41d8cd98f-12'],
  ])('%s is kept as %s', (given, kept) => {
    expect(checksumSchema.parse(given)).toBe(kept);
  });

  it.each(['', 'done', hex(32), hex(60), `sha256:${hex(60)}`, 'sha256:' + 'z'.repeat(64), 'md5:', 'x y:12345678', `a:${'1'.repeat(400)}`])('“%s” is none', (given) => {
    expect(checksumSchema.safeParse(given).success).toBe(false);
  });
});
