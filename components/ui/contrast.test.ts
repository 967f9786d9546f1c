import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = 'light' | 'dark';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const tokens = new Map<string, Record<Theme, string>>();
for (const [, name, light, dark] of css.matchAll(/--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)/g)) {
  if (name && light && dark) tokens.set(name, { light, dark });
}

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const ratio = (front: string, back: string, theme: Theme): number => {
  const [a, b] = [tokens.get(front)?.[theme], tokens.get(back)?.[theme]];
  if (!a || !b) throw new Error(`No token ${a ? back : front}`);
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
};

const grounds = ['canvas', 'subtle', 'hover', 'raised'];
const texts = ['fg', 'muted', 'faint', 'accent-text', 'success', 'warning', 'danger'];
const meanings = ['success', 'warning', 'danger'];

const text: [string, string][] = [
  ...texts.flatMap((front) => grounds.map((back): [string, string] => [front, back])),
  ...['fg', 'muted', 'accent-text'].map((front): [string, string] => [front, 'accent-subtle']),
  ...meanings.flatMap((tone) => [tone, 'fg', 'muted'].map((front): [string, string] => [front, `${tone}-subtle`])),
  ...['accent', 'accent-hover', 'danger-solid', 'danger-solid-hover'].map((back): [string, string] => ['accent-fg', back]),
];
const controls: [string, string][] = ['control', 'focus', 'accent'].flatMap((front) =>
  grounds.map((back): [string, string] => [front, back]),
);

describe.each<Theme>(['light', 'dark'])('the %s palette', (theme) => {
  it.each(text)('%s can be read on %s', (front, back) => {
    expect(ratio(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(controls)('%s can be seen on %s', (front, back) => {
    expect(ratio(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});
