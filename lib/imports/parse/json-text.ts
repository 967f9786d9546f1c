import type { Json } from '../../domain/refusal';
import { setKey } from './secrets';

export type JsonTextResult = { ok: true; value: Json } | { ok: false; reason: string };

/** Deeper than any manifest means something; a depth bomb would otherwise exhaust the stack. */
const maxDepth = 32;

class Problem extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * Strict JSON (RFC 8259) that can say where it breaks. Beyond `JSON.parse` it refuses a key that stands twice in one
 * object (the two readers of one file would disagree about it) and nesting deeper than 32 levels. It quotes nothing of
 * the text, so that no secret gets into a message.
 */
export function parseJsonText(text: string): JsonTextResult {
  try {
    const reader = new Reader(text);
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    return { ok: false, reason: `${error.message} at line ${before.length}, column ${column}` };
  }
}

const numberAt = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainAt = /[^"\\\u0000-\u001f]*/y;
const spaceAt = /[ \t\r\n]*/y;
const words: [string, Json][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const escapes: Record<string, string> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
};

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) throw new Problem(this.at, 'Something follows after the end of the JSON');
    return value;
  }

  private value(depth: number): Json {
    if (depth > maxDepth) throw new Problem(this.at, `The JSON is nested deeper than ${maxDepth} levels`);
    this.space();
    const first = this.text[this.at];
    if (first === undefined) throw new Problem(this.at, 'The JSON ends too early');
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of words) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const digits = this.match(numberAt);
    if (digits === '') throw new Problem(this.at, 'A value was expected, but something else stands');
    const number = Number(digits);
    if (!Number.isFinite(number)) throw new Problem(this.at, 'A number is too large');
    return number;
  }

  private object(depth: number): Json {
    const object: { [key: string]: Json } = {};
    this.at += 1;
    this.space();
    if (this.take('}')) return object;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') throw this.expected('a key in double quotes');
      const start = this.at;
      const key = this.string();
      if (Object.hasOwn(object, key)) throw new Problem(start, 'A key stands twice in the same object');
      this.space();
      if (!this.take(':')) throw this.expected('a colon');
      setKey(object, key, this.value(depth + 1));
      this.space();
      if (this.take('}')) return object;
      if (!this.take(',')) throw this.expected('a comma or a closing brace');
    }
  }

  private array(depth: number): Json {
    const array: Json[] = [];
    this.at += 1;
    this.space();
    if (this.take(']')) return array;
    for (;;) {
      array.push(this.value(depth + 1));
      this.space();
      if (this.take(']')) return array;
      if (!this.take(',')) throw this.expected('a comma or a closing bracket');
    }
  }

  private string(): string {
    let result = '';
    this.at += 1;
    for (;;) {
      result += this.match(plainAt);
      const next = this.text[this.at];
      if (next === undefined) throw new Problem(this.at, 'A text is not closed when the JSON ends');
      if (next === '"') {
        this.at += 1;
        return result;
      }
      if (next !== '\\') throw new Problem(this.at, 'A text holds a raw line break or control character');
      result += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const simple = escapes[letter];
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) throw new Problem(this.at, 'A text holds a broken escape');
    this.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private expected(what: string): Problem {
    return this.at >= this.text.length
      ? new Problem(this.at, 'The JSON ends too early')
      : new Problem(this.at, `Expected ${what}`);
  }

  private space(): void {
    this.match(spaceAt);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
