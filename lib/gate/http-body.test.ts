import { describe, expect, it } from 'vitest';
import { readBody, readJson, spoolBody } from './http-body';

const posted = (body: string, announced?: number) =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': 'application/json', ...(announced !== undefined && { 'content-length': String(announced) }) } });

describe('a body', () => {
  it('is read whole, as often as is needed', async () => {
    expect(new TextDecoder().decode(await readBody(posted('{"a":1}', 7), 10))).toBe('{"a":1}');
    const spooled = await spoolBody(posted('{"a":1}'), 10);
    for (const _time of [1, 2]) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of spooled.open()) chunks.push(chunk);
      expect(Buffer.concat(chunks).toString()).toBe('{"a":1}');
    }
    await spooled.close();
  });

  it.each([readBody, spoolBody, readJson])('is refused by %o where it is too large, announced or not', async (read) => {
    await expect(read(posted('12345678', 8), 7)).rejects.toMatchObject({ kind: 'too-large' });
    await expect(read(posted('12345678'), 7)).rejects.toMatchObject({ kind: 'too-large' });
  });

  it.each([readBody, spoolBody, readJson])('is refused by %o where it was cut off on its way: half a file is no file', async (read) => {
    await expect(read(posted('{"a":1}', 8), 10)).rejects.toMatchObject({ kind: 'invalid', message: 'Only 7 of 8 bytes arrived. Nothing was changed; send it again.' });
  });
});
