// One locale for everyone: a figure that the server wrote must read the same after hydration.
const format = new Intl.NumberFormat('en-US');

/** A number with thousands separators. */
export function FormattedNumber({ value }: { value: number }) {
  return <>{format.format(value)}</>;
}
