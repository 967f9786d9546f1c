import { storableText } from './clean-text';

/** What a README says first. */
export type ReadmeOpening = { heading?: string; paragraph?: string };

const maxText = 16 * 1024;

/**
 * The first heading of a README (Markdown or HTML) and the first paragraph that follows it before the next heading,
 * both as plain text: no badges, pictures, links, HTML, front matter or code; emoji stay.
 */
export function readmeOpening(text: string): ReadmeOpening {
  const opening: ReadmeOpening = {};
  let paragraph: string[] = [];
  const closeParagraph = (): boolean => {
    const plain = plainText(paragraph.join(' '));
    paragraph = [];
    if (!isProse(plain)) return false;
    opening.paragraph = plain;
    return true;
  };
  for (const block of markdownLines(text)) {
    const heading = headingOf(block);
    if (heading !== undefined) {
      if (closeParagraph()) return opening;
      if (opening.heading !== undefined) return opening;
      if (heading !== '') opening.heading = heading;
    } else if (block.trim() === '' || isNoProse(block)) {
      if (closeParagraph()) return opening;
    } else {
      paragraph.push(block.replace(/^\s*(?:>\s?)+/, ''));
    }
  }
  closeParagraph();
  return opening;
}

/** Markdown reduced to text: pictures and tags go, links and emphasis keep their words. */
export function plainText(markdown: string): string {
  return storableText(markdown)
    .replace(/!\[[^[\]]{0,500}\](?:\([^()]{0,1000}\)|\[[^[\]]{0,200}\])/g, ' ')
    .replace(/\[([^[\]]{0,500})\](?:\([^()]{0,1000}\)|\[[^[\]]{0,200}\])/g, '$1')
    .replace(/<(?:https?:\/\/|mailto:)[^<>\s]{0,500}>/g, ' ')
    .replace(/<\/?[a-zA-Z][^<>]{0,1000}>/g, ' ')
    .replace(/(\*\*|__|~~|`+)/g, '')
    .replace(/(^|[\s(])[*_]([^*_\s][^*_]{0,300})[*_](?=$|[\s).,:;!?])/g, '$1$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!])/g, '$1')
    .replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lines without front matter, HTML comments and fenced code; underlined and HTML headings become `# heading`. */
function markdownLines(text: string): string[] {
  const lines = withoutComments(text.slice(0, maxText).replace(/^\ufeff/, ''))
    .replace(/<h([1-6])(?:\s[^<>]{0,500})?>([^]{0,600}?)<\/h\1>/gi, (_all, _level, inner: string) => `\n# ${inner.replace(/\s+/g, ' ')}\n`)
    .split(/\r\n|\r|\n/);
  const result: string[] = [];
  let fence = '';
  let start = 0;
  if (lines[0]?.trim() === '---') {
    const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---');
    if (end > 0) start = end + 1;
  }
  for (const line of lines.slice(start)) {
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1];
    if (fence !== '') {
      if (mark === fence) fence = '';
    } else if (mark !== undefined) {
      fence = mark;
      result.push('');
    } else if (/^\s{0,3}(?:=+|-{2,})\s*$/.test(line) && (result.at(-1) ?? '').trim() !== '') {
      result.push(`# ${result.pop() ?? ''}`, '');
    } else {
      result.push(line);
    }
  }
  return result;
}

function headingOf(line: string): string | undefined {
  const found = /^\s{0,3}#{1,6}(?:\s(.*))?$/.exec(line);
  return found === null ? undefined : plainText((found[1] ?? '').replace(/\s#+\s*$/, ''));
}

/** Lists, tables, rules, link definitions and indented code say no purpose. */
function isNoProse(line: string): boolean {
  return /^\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||\[[^\]]{1,200}\]:|(?:[-*_]\s?){3,}$)|^(?: {4}|\t)/.test(line);
}

/** Words, not a row of links or what badges leave behind. */
function isProse(plain: string): boolean {
  return /\p{L}{2}/u.test(plain) && !/^(?:[^\s|·•]+\s?[|·•]\s?)+[^\s|·•]+$/.test(plain);
}

function withoutComments(text: string): string {
  let result = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('<!--', from);
    if (open < 0) return result + text.slice(from);
    result += text.slice(from, open);
    const close = text.indexOf('-->', open + 4);
    if (close < 0) return result;
    from = close + 3;
  }
}
