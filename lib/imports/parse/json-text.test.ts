import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJsonText } from './json-text';

it('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseJsonText(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
    }),
  );
});

it.each(['01', '1.', '.5', '+1', '-', '1e', 'NaN', 'Infinity', '1e999', 'nul', '[1,]', '[,1]', '{"a"}', '{"a":}', '{a:1}', '"\n"', '"\\x"', '"\\u12g4"', '"abc', '/*x*/1', '1 2', '\u00a01'])(
  'refuses %j',
  (text) => {
    expect(parseJsonText(text).ok).toBe(false);
  },
);

it('says where', () => {
  expect(parseJsonText('{\n "a": [1,\n  tru]\n}')).toEqual({ ok: false, reason: expect.stringContaining('line 3, column 3') as string });
});
