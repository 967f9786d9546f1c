import { filterFields, noValue, type FilterField } from '@/lib/domain/filter-fields';
import { filterWords, writeValue } from '@/lib/domain/filter-text';
import type { TextSuggestion } from '../table/filter-text-box';
import { dateOptions } from './date-filters';

const most = 10;
const fields: readonly FilterField[] = filterFields;
const shorthands: Record<string, string> = { is: 'a state or condition', has: 'anything in a field', no: 'nothing in a field', dept: 'Department', class: 'Classification', review: 'Review' };

const keys: TextSuggestion[] = filterWords.map((word) => ({ insert: `${word}:`, label: fields.find(({ key }) => key === word)?.label ?? shorthands[word] ?? '' }));

/** How the word that ends at the caret may go on: names of filters, and after a colon their values. */
export function suggestFilter(beforeCaret: string): { from: number; options: TextSuggestion[] } {
  const value = /(?:^|\s)-?(\w+):(?:[^\s"]*,)?-?([^\s",]*)$/.exec(beforeCaret);
  if (value !== null) {
    const [, word = '', typed = ''] = value;
    return { from: beforeCaret.length - typed.length, options: startingWith(typed, valuesOf(word)) };
  }
  const [, typed] = /(?:^|\s)-?(\w*)$/.exec(beforeCaret) ?? [];
  // At the very beginning everything is offered; later only what was begun.
  if (typed === undefined || (typed === '' && beforeCaret !== '')) return { from: beforeCaret.length, options: [] };
  return { from: beforeCaret.length - typed.length, options: startingWith(typed, keys) };
}

function startingWith(typed: string, options: TextSuggestion[]): TextSuggestion[] {
  const begun = options.filter(({ insert }) => insert.toLowerCase().startsWith(typed.toLowerCase()) && insert.trim() !== typed);
  return begun.slice(0, most);
}

function valuesOf(word: string): TextSuggestion[] {
  const asValue = ({ value, label }: { value: string; label: string }) => ({ insert: `${writeValue(value)} `, label });
  if (word === 'is') return fields.filter(({ key }) => key === 'state' || key === 'condition').flatMap(({ options }) => options.map(asValue));
  if (word === 'has' || word === 'no') return fields.filter(({ optional }) => optional).map(({ key, label }) => ({ insert: `${key} `, label }));
  const longKey = { dept: 'department', class: 'classification', review: 'reviewDue' }[word] ?? word;
  const field = fields.find(({ key }) => key.toLowerCase() === longKey.toLowerCase());
  if (field === undefined) return [];
  const options = [...field.options, ...(dateOptions.get(field.key) ?? [])];
  return [...options, ...(field.optional && field.kind !== 'date' ? [{ value: noValue, label: 'Is empty' }] : [])].map(asValue);
}
