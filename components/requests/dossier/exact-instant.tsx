/** An instant in UTC, to the second: in a record it must read the same wherever it is read. */
export function ExactInstant({ at }: { at: string }) {
  return (
    <time dateTime={at}>
      {at.slice(0, 10)} {at.slice(11, 19)} UTC
    </time>
  );
}
