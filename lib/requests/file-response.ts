/**
 * A file as a download and nothing else: the browser may neither guess what it is nor run anything of it, and shows it in no
 * page. `Digest` lets whoever has it check that it is what the record names.
 */
export function fileResponse({ name, content, digest }: { name: string; content: Uint8Array<ArrayBuffer>; digest: string }): Response {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return new Response(content, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-length': String(content.byteLength),
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`,
    },
  });
}
