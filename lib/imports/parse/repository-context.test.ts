import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvExample } from './env-example';
import { readmeOpening } from './readme';
import { repositoryContext } from './repository-context';
import { slugFor } from './slug';

const title = (readme: string, folder = 'crm-tool', packageJson?: string) =>
  repositoryContext({ readme, folder, ...(packageJson === undefined ? {} : { packageJson }) });

describe('README', () => {
  it.each([
    ['# Renewal desk\n\nShows what ends.\n\n## Install', 'Renewal desk', 'Shows what ends.'],
    ['Renewal desk\n============\nShows\nwhat ends.', 'Renewal desk', 'Shows what ends.'],
    ['<h1 align="center">\n  <img src="x.png"> Renewal desk\n</h1>\n<p align="center">Shows what ends.</p>', 'Renewal desk', 'Shows what ends.'],
    ['[![CI](https://x/b.svg)](https://x) ![v](y)\n\n# 🚀 **Renewal** `desk` [docs](https://x) #\n\n> Shows _what_ ends &amp; [when](https://x).', '🚀 Renewal desk docs', 'Shows what ends & when.'],
    ['---\ntitle: x\n---\n<!-- # Hidden\n-->\n```\n# code\n```\n# Real\r\n\r\n- list\n\n| a | b |\n\nText here.', 'Real', 'Text here.'],
    ['# Only a heading\n\n## Install\n\nRun npm install.', 'Only a heading', undefined],
    ['# Links first\n\n[Demo](x) | [Docs](y)\n\nThe purpose.', 'Links first', 'The purpose.'],
    ['# 請求書デスク\n\n請求書を表示します。', '請求書デスク', '請求書を表示します。'],
  ])('gives heading and paragraph: %j', (readme, heading, purpose) => {
    const context = title(readme);
    expect([context.title, context.titleFrom, context.purpose]).toEqual([heading, 'readme', purpose]);
  });

  it.each([
    'This is a [Next.js](https://nextjs.org) project bootstrapped with [`create-next-app`](https://x).\n\n## Getting Started\n\nFirst, run the development server:',
    '# React + TypeScript + Vite\n\nThis template provides a minimal setup to get React working.',
    '# Getting Started with Create React App\n\nThis project was bootstrapped with Create React App.',
    '# Astro Starter Kit: Basics\n\nText.',
    '# my-app\n\nText.',
    '# README\n',
    '# vinext starter\n\nA clean full-stack starter.',
    '',
  ])('of a scaffold counts as absent: %.40j', (readme) => {
    expect(title(readme)).toEqual({ title: 'Crm Tool', titleFrom: 'folder' });
    expect(title(readme, 'x', '{"name":"@acme/lead-radar","description":"Finds leads."}')).toEqual({
      title: 'Lead Radar',
      titleFrom: 'package',
      purpose: 'Finds leads.',
    });
  });

  it('keeps title and purpose short and free of secrets', () => {
    const context = title(`# ${'a '.repeat(300)}\n\nUse https://ana:hunter2@example.com and token=hunter2 ${'b '.repeat(3000)}`);
    expect(context.title.length).toBeLessThanOrEqual(200);
    expect(context.purpose?.length).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(context)).not.toContain('hunter2');
  });
});

describe('names', () => {
  it.each([
    ['crm_dashboard-main', 'Crm Dashboard'],
    ['-genesispad', 'Genesispad'],
    ['qafilatfood.sa', 'Qafilatfood.sa'],
    ['shop/apps/web', 'Shop'],
    ['my-site/', 'My Site'],
    ['/', 'Untitled Site'],
  ])('of folders become readable: %s', (folder, expected) => {
    expect(repositoryContext({ folder }).title).toBe(expected);
  });

  it.each(['{"name":"my-app"}', '{"name":7}', '{', '[]', '{"name":"vite_react_shadcn_ts"}', '{"name":"@acme/web"}'])('of packages that say nothing are passed over: %s', (packageJson) => {
    expect(['folder', 'package']).toContain(repositoryContext({ folder: 'radar', packageJson }).titleFrom);
    expect(repositoryContext({ folder: 'radar', packageJson }).title).toBe('Radar');
  });
});

describe('slugs', () => {
  it.each([
    [['Renewal Desk — 2026!'], 'renewal-desk-2026'],
    [['Émile & Łódź straße'], 'emile-lodz-strasse'],
    [["Ana's desk"], 'anas-desk'],
    [['Умножайка', 'umnozhayka'], 'umnozhayka'],
    [['🚀', ''], 'site'],
    [['a'.repeat(62) + ' b c'], 'a'.repeat(62)],
  ])('of %j', (texts, slug) => {
    expect(slugFor(...texts)).toBe(slug);
  });

  it('are always good labels', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => void expect(slugFor(...texts)).toMatch(/^(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*$/)));
  });
});

describe('.env.example', () => {
  it('gives names, never values', () => {
    const keys = parseEnvExample(
      '\ufeff# SECRET_NOTE=1\r\nexport DATABASE_URL=postgres://u:hunter2@h/d\nNEXT_PUBLIC_API_KEY=hunter2\nREGION = eu\nSTRIPE_SECRET_KEY="-----BEGIN\nhunter2=abc\n"\nREGION=us\nnot a key\n__proto__=x\nMONKEY=1\nAUTHOR=x\nAUTH_SECRET=',
    );
    expect(keys).toEqual([
      { key: 'DATABASE_URL', isSecret: true },
      { key: 'NEXT_PUBLIC_API_KEY', isSecret: false },
      { key: 'REGION', isSecret: false },
      { key: 'STRIPE_SECRET_KEY', isSecret: true },
      { key: 'MONKEY', isSecret: false },
      { key: 'AUTHOR', isSecret: false },
      { key: 'AUTH_SECRET', isSecret: true },
    ]);
  });
});

it('never throws and stays fast on hostile texts', () => {
  const part = fc.constantFrom('<', '![', '](', '[', ')', '<!--', '# ', '```', '\n', '=', '---', '_', '*', 'a', '"', '&amp;', ' ', '<h1>', '\\', '|');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 200 }), fc.nat(3000), (parts, times) => {
      const text = parts.join('').repeat(times).slice(0, 20_000);
      readmeOpening(text);
      repositoryContext({ readme: text, packageJson: text, folder: text.slice(0, 500) });
      parseEnvExample(text);
    }),
    { numRuns: 150 },
  );
});
