import { describe, expect, it } from 'vitest';
import { attachmentLimits, attachmentName, attachmentType } from './attachment';

const bytes = (...values: number[]) => new Uint8Array(values);
const text = (value: string) => new TextEncoder().encode(value);
const png = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);

describe('a file', () => {
  it.each([
    ['scan.pdf', text('%PDF-1.7'), 'application/pdf'],
    ['a.PNG', png, 'image/png'],
    ['a.jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a.webp', new Uint8Array([...text('RIFF'), 0, 0, 0, 0, ...text('WEBP')]), 'image/webp'],
    ['run.log', text('\u001b[32mpassed\u001b[0m\r\n'), 'text/plain'],
    ['fix.patch', text('--- a\n+++ b\n'), 'text/plain'],
    ['rows.csv', text('a,b\n'), 'text/csv'],
    ['result.sarif', text('{"version":"2.1.0"}'), 'application/json'],
  ])('%s is what its content says', (name, content, mediaType) => {
    expect(attachmentType(name, content)).toEqual({ mediaType });
  });

  it.each([
    ['report.pdf', png],
    ['image.png', text('<svg onload="alert(1)"/>')],
    ['notes.txt', text('%PDF-1.7')],
    ['notes.txt', bytes(0xff, 0xfe, 0x41, 0)],
    ['result.json', text('{"half":')],
    ['page.html', text('<p>')],
    ['image.svg', text('<svg/>')],
    ['macro.docm', bytes(0x50, 0x4b, 3, 4)],
    ['none', text('text')],
    ['empty.txt', text('')],
    ['big.txt', new Uint8Array(attachmentLimits.bytes + 1).fill(0x41)],
  ])('%s is refused where it is something else, too large or empty', (name, content) => {
    expect(attachmentType(name, content)).toHaveProperty('problem');
  });

  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\temp\\a b.pdf', 'a b.pdf'],
    ['a"\r\nset-cookie: x.pdf', 'a_set-cookie_ x.pdf'],
    ['.pdf', 'pdf'],
    [`${'ü'.repeat(300)}.pdf`, `${'ü'.repeat(116)}.pdf`],
    ['\u202efdp.exe.txt', '_fdp.exe.txt'],
  ])('%j is called what is safe to say', (given, name) => {
    expect(attachmentName(given)).toBe(name);
  });
});
