/** The text of one field; an absent field is an empty one. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The text of a field that may be left out: absent rather than empty. */
export function optionalText(form: FormData, name: string): string | undefined {
  const text = textOf(form, name).trim();
  return text === '' ? undefined : text;
}

/** All values of a field that can be given several times. */
export function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}
