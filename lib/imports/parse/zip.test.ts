import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readManifestZip, zipLimits } from './zip';

type File = [path: string, content: string | Buffer, mode?: number];

/** An honest zip. */
async function zip(...files: File[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [path, content, mode] of files) archive.addBuffer(Buffer.from(content), path, mode === undefined ? {} : { mode });
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

type Forged = { name: string; content: Buffer; flags?: number; size?: number; mode?: number; offset?: number; crc?: number };

/** A zip with any claim in it, which no honest writer makes. */
function forgedZip(entries: Forged[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = deflateRawSync(entry.content);
    const facts = (buffer: Buffer, from: number) => {
      buffer.writeUInt16LE(20, from);
      buffer.writeUInt16LE((entry.flags ?? 0) | 0x800, from + 2);
      buffer.writeUInt16LE(8, from + 4);
      buffer.writeUInt32LE(entry.crc ?? crc32(entry.content), from + 10);
      buffer.writeUInt32LE(data.length, from + 14);
      buffer.writeUInt32LE(entry.size ?? entry.content.length, from + 18);
      buffer.writeUInt16LE(name.length, from + 22);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    facts(local, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    facts(central, 6);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(entry.offset ?? at, 42);
    parts.push(local, name, data);
    directory.push(central, name);
    at += 30 + name.length + data.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listing, end]);
}

const good: Forged = { name: 'good/.openai/hosting.json', content: Buffer.from('{"d1":"DB"}') };
const paths = (contents: { items: { path: string }[] }) => contents.items.map(({ path }) => path);
const text = (content: string | Uint8Array | undefined) => Buffer.from(content ?? '').toString();

describe('a good zip', () => {
  it('gives every manifest with what stands beside it', async () => {
    const contents = await readManifestZip(
      await zip(
        ['crm-main/.openai/hosting.json', '{"d1":"DB"}\n'],
        ['crm-main/README.md', '# Lead radar\n\nFinds leads.'],
        ['crm-main/.env.example', 'API_KEY=hunter2'],
        ['crm-main/dist/.openai/hosting.json', '{}'],
        ['crm-main/apps/hr/.openai/hosting.json', '{}'],
        ['crm-main/apps/hr/package.json', '{"name":"leave-days"}'],
        ['crm-main/hosting.json', '{}'],
        ['crm-main/src/index.ts', 'x'],
      ),
    );
    expect(contents).toEqual({
      items: [
        {
          path: 'crm-main/.openai/hosting.json',
          content: expect.anything() as unknown,
          context: { title: 'Lead radar', titleFrom: 'readme', purpose: 'Finds leads.', environmentKeys: [{ key: 'API_KEY', isSecret: true }] },
        },
        { path: 'crm-main/apps/hr/.openai/hosting.json', content: expect.anything() as unknown, context: { title: 'Leave Days', titleFrom: 'package' } },
      ],
      refused: [],
      buildCopies: ['crm-main/dist/.openai/hosting.json'],
    });
    expect(text(contents.items[0]?.content)).toBe('{"d1":"DB"}\n');
    expect(JSON.stringify(contents.items.map(({ context }) => context))).not.toContain('hunter2');
  });

  it('without a manifest says so', async () => {
    expect((await readManifestZip(await zip(['a.txt', 'x']))).refused).toEqual([{ reason: expect.stringContaining('no .openai/hosting.json') as string }]);
  });
});

describe('a bad entry is refused by name and the others arrive', () => {
  const manifest = Buffer.from('{}');
  it.each<[string, Forged, RegExp]>([
    ['path that climbs', { name: '../../evil/.openai/hosting.json', content: manifest }, /leads out/],
    ['path that climbs, of any file', { name: 'a/../../../etc/cron.d/x', content: manifest }, /leads out/],
    ['path with backslashes', { name: '..\\..\\evil\\.openai\\hosting.json', content: manifest }, /leads out/],
    ['absolute path', { name: '/etc/.openai/hosting.json', content: manifest }, /absolute/],
    ['drive letter', { name: 'C:\\evil\\.openai\\hosting.json', content: manifest }, /absolute/],
    ['NUL', { name: 'evil/.openai/hosting.json\u0000.txt', content: manifest }, /control characters/],
    ['endless name', { name: `${'a/'.repeat(2000)}.openai/hosting.json`, content: manifest }, /longer than 1024/],
    ['symbolic link', { name: 'evil/.openai/hosting.json', content: Buffer.from('/etc/passwd'), mode: 0o120777 }, /symbolic link/],
    ['symbolic link of the folder', { name: 'evil/.openai', content: Buffer.from('/etc'), mode: 0o120777 }, /symbolic link/],
    ['encryption', { name: 'evil/.openai/hosting.json', content: manifest, flags: 1 }, /encrypted/],
    ['5 MB of junk', { name: 'evil/.openai/hosting.json', content: Buffer.alloc(5 * 1024 * 1024, 'x') }, /more than 64 KiB/],
    ['a bomb that declares itself', { name: 'evil/.openai/hosting.json', content: Buffer.alloc(50 * 1024 * 1024) }, /zip bomb/],
    ['a bomb beside the manifests', { name: 'zeros.bin', content: Buffer.alloc(50 * 1024 * 1024) }, /zip bomb/],
    ['a bomb that lies about its size', { name: 'evil/.openai/hosting.json', content: Buffer.alloc(50 * 1024 * 1024), size: 20 }, /more than 64 KiB/],
    ['a wrong checksum', { name: 'evil/.openai/hosting.json', content: manifest, crc: 1 }, /damaged/],
    ['a wrong size', { name: 'evil/.openai/hosting.json', content: manifest, size: 3 }, /damaged/],
    ['a place outside the file', { name: 'evil/.openai/hosting.json', content: manifest, offset: 0x7fffffff }, /damaged/],
  ])('%s', async (_name, bad, reason) => {
    const contents = await readManifestZip(forgedZip([good, bad, { ...good, name: 'also/.openai/hosting.json' }]));
    expect(paths(contents)).toEqual(['good/.openai/hosting.json', 'also/.openai/hosting.json']);
    expect(contents.refused).toEqual([{ path: expect.stringMatching(/evil|etc|a\/a|zeros/) as string, reason: expect.stringMatching(reason) as string }]);
    expect(contents.refused[0]?.path).not.toMatch(/\u0000/);
  });

  it('entries that share bytes', async () => {
    const contents = await readManifestZip(forgedZip([good, { ...good, name: 'two/.openai/hosting.json' }, { ...good, name: 'evil/.openai/hosting.json', offset: 0 }]));
    expect(paths(contents)).toEqual(['two/.openai/hosting.json']);
    expect(contents.refused.map(({ path }) => path)).toEqual(['good/.openai/hosting.json', 'evil/.openai/hosting.json']);
  });

  it('a file that is there twice', async () => {
    const contents = await readManifestZip(forgedZip([good, { ...good, content: Buffer.from('{}') }]));
    expect(contents.items.map(({ content }) => text(content))).toEqual(['{"d1":"DB"}']);
    expect(contents.refused).toEqual([{ path: good.name, reason: expect.stringContaining('twice') as string }]);
  });

  it('a companion that is a bomb is only read at its start', async () => {
    const readme = Buffer.concat([Buffer.from('# Big\n\nText.\n\n'), Buffer.alloc(5 * 1024 * 1024, 'x')]);
    const contents = await readManifestZip(forgedZip([good, { name: 'good/README.md', content: readme, size: 100 }]));
    expect(contents.items[0]?.context).toMatchObject({ title: 'Big', purpose: 'Text.' });
  });
});

describe('the zip as a whole', () => {
  it('that is none, or cut off, is refused once', async () => {
    const whole = await zip([good.name, '{}']);
    for (const bytes of [Buffer.from('{}'), Buffer.alloc(0), whole.subarray(0, whole.length - 30), Buffer.alloc(100_000, 'PK')]) {
      const contents = await readManifestZip(bytes);
      expect(contents.items).toEqual([]);
      expect(contents.refused).toEqual([{ reason: expect.stringMatching(/not a zip|damaged/) as string }]);
    }
  });

  it('keeps its limits', async () => {
    const bytes = await zip(...Array.from({ length: 20 }, (_, n): File => [`s${n}/.openai/hosting.json`, `{"x":"${'y'.repeat(1000)}"}`]));
    expect((await readManifestZip(bytes, { ...zipLimits, archiveBytes: 10 })).refused).toHaveLength(1);
    expect((await readManifestZip(bytes, { ...zipLimits, entries: 19 })).refused).toEqual([{ reason: expect.stringContaining('more than 19 entries') as string }]);
    const limited = await readManifestZip(bytes, { ...zipLimits, totalBytes: 5000 });
    expect(limited.items).toHaveLength(4);
    expect(limited.refused).toHaveLength(16);
  });

  it('never throws, truncated or with flipped bits', async () => {
    const whole = await zip([good.name, '{"d1":"DB"}'], ['good/README.md', '# X'], ['b/.openai/hosting.json', '{}']);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 8 }), async (length, flips) => {
        const bytes = Buffer.from(whole);
        for (const [at, bits] of flips) bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at);
        for (const broken of [bytes, bytes.subarray(0, length)]) {
          const { items } = await readManifestZip(broken);
          for (const item of items) expect(['{"d1":"DB"}', '{}']).toContain(text(item.content));
        }
      }),
      { numRuns: 300 },
    );
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await readManifestZip(bytes))));
  });
});
