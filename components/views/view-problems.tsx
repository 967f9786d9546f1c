import { Callout } from '../ui/callout';

/** What of a saved view no longer holds. The list beside it shows the rest. */
export function ViewProblems({ name, problems }: { name: string; problems: { field: string; message: string }[] }) {
  if (problems.length === 0) return null;
  return (
    <Callout alert tone="warning" title={`“${name}” shows what is left of it`}>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field}:${message}`}>{message}</li>
        ))}
      </ul>
    </Callout>
  );
}
