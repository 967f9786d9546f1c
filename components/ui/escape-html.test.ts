import { describe, expect, it } from 'vitest';
import { escapeHtml } from './escape-html';

describe('escapeHtml', () => {
  it('leaves nothing that could end a text, an attribute or an entity', () => {
    expect(escapeHtml(`</select><script>"a" & 'b' &amp;`)).toBe('&lt;/select&gt;&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; &amp;amp;');
  });

  it('leaves all other signs alone', () => {
    expect(escapeHtml('Ærø – 漢字 🙂 `x` =')).toBe('Ærø – 漢字 🙂 `x` =');
  });
});
