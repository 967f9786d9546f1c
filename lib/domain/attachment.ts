/** What a file that backs evidence may weigh, in bytes, and how many a Site may have. */
export const attachmentLimits = { bytes: 5 * 1024 * 1024, files: 200, nameLength: 120 } as const;

/**
 * What may be uploaded, by the endings that a name may have. Nothing among them runs anything when it is opened: no HTML,
 * no SVG, no archive, no document with macros.
 */
const endings: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/json': ['json', 'sarif'],
  'text/csv': ['csv'],
  'text/plain': ['txt', 'log', 'md', 'diff', 'patch'],
};

export const attachmentEndings: readonly string[] = Object.values(endings).flat();

const signatures: readonly { mediaType: string; at: number; bytes: readonly number[] }[] = [
  { mediaType: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

/** What a file is by its content and the ending of its name, which have to agree; else why it is refused. */
export function attachmentType(name: string, content: Uint8Array): { mediaType: string } | { problem: string } {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = Object.keys(endings).find((type) => endings[type]?.includes(ending));
  if (mediaType === undefined) return { problem: `Files of this type can’t be attached. Attach one that ends in ${attachmentEndings.map((each) => `.${each}`).join(', ')}.` };
  if (content.byteLength === 0) return { problem: 'The file is empty.' };
  if (content.byteLength > attachmentLimits.bytes) return { problem: `The file is larger than ${attachmentLimits.bytes / 1024 / 1024} MB. Attach a smaller one, or link to where it is kept.` };
  const bySignature = signatures.find(({ at, bytes }) => bytes.every((byte, offset) => content[at + offset] === byte))?.mediaType;
  const is = bySignature ?? textType(content, mediaType);
  return is === mediaType ? { mediaType } : { problem: `The name ends in .${ending}, but the content is something else. Attach the file as it was made.` };
}

/** Text is what its ending says, as long as it is text at all, and JSON where it says so. */
function textType(content: Uint8Array, mediaType: string): string | null {
  const text = decode(content);
  // Control characters are what tells a binary from text; an escape may colour a log.
  if (text === null || /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return null;
  if (mediaType !== 'application/json') return mediaType.startsWith('text/') ? mediaType : null;
  try {
    JSON.parse(text);
    return mediaType;
  } catch {
    return null;
  }
}

function decode(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/** A name that is safe in a header and on every file system; the folder it came from is cut off. */
export function attachmentName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const clean = base.replace(/[^\p{L}\p{N}._() -]+/gu, '_').replace(/^[. ]+/, '').trim();
  const ending = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? '';
  return `${clean.slice(0, clean.length - ending.length).slice(0, attachmentLimits.nameLength - ending.length) || 'file'}${ending}`;
}
