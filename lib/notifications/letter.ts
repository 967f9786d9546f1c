/** A part of an e-mail, of which both of its forms are made. Links are whole addresses. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'button'; label: string; href: string }
  | { kind: 'list'; items: readonly { title: string; href: string; lines: readonly string[] }[] };

/** An e-mail as it goes out. */
export type Letter = { subject: string; text: string; html: string };

export function toLetter(subject: string, blocks: readonly Block[]): Letter {
  const oneLine = subject.replace(/\s+/g, ' ').trim();
  return { subject: oneLine, text: `${blocks.map(textOf).join('\n\n')}\n`, html: htmlOf(oneLine, blocks) };
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text}\n${'='.repeat(Math.min(block.text.length, 72))}`;
    case 'paragraph':
      return block.text;
    case 'button':
      return `${block.label}:\n${block.href}`;
    case 'list':
      return block.items.map(({ title, href, lines }) => [`* ${title}`, ...lines.map((line) => `  ${line}`), `  ${href}`].join('\n')).join('\n\n');
  }
}

// Styles stand at each element, because mail programs drop sheets. Nothing is loaded from anywhere.
const font = "font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:15px;line-height:1.5";
const button = 'display:inline-block;padding:8px 14px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600';

function htmlOf(title: string, blocks: readonly Block[]): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>`,
    `<body style="margin:0;padding:24px 16px;background:#ffffff;color:#18181b;${font}"><main style="max-width:640px;margin:0 auto">`,
    ...blocks.map(elementOf),
    '</main></body></html>',
    '',
  ].join('\n');
}

function elementOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${escape(block.text)}</h1>`;
    case 'paragraph':
      return `<p style="margin:0 0 12px">${escape(block.text)}</p>`;
    case 'button':
      return `<p style="margin:0 0 20px"><a href="${escape(block.href)}" style="${button}">${escape(block.label)}</a></p>`;
    case 'list':
      return ['<ul style="margin:0 0 20px;padding-left:20px">', ...block.items.map(entryOf), '</ul>'].join('\n');
  }
}

function entryOf({ title, href, lines }: { title: string; href: string; lines: readonly string[] }): string {
  const said = lines.map((line) => `<br>${escape(line)}`).join('');
  return `<li style="margin:0 0 10px"><a href="${escape(href)}" style="color:#1d4ed8;font-weight:600">${escape(title)}</a>${said}</li>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
