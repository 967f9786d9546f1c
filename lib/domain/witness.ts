/** Somebody who did something, in words that last: who, and as what. A role alone once their name has been taken out. */
export type Witness = { name: string | null; email: string | null; role: string };

/** As one line of text, `Olga (owner)`; the address is left out, for it stands in the audit log. */
export function witnessText({ name, role }: Pick<Witness, 'name' | 'role'>): string {
  return name === null ? role : `${name} (${role})`;
}

/** Reads what `witnessText` wrote; other text counts as a name. */
export function parseWitness(text: string): Witness {
  const [, name, role] = /^(.*) \(([^()]*)\)$/.exec(text) ?? [];
  return name === undefined || role === undefined ? { name: text, email: null, role: 'somebody' } : { name, email: null, role };
}

/** The same without who it was. */
export function anonymous({ role }: Witness): Witness {
  return { name: null, email: null, role };
}
