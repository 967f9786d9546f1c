import { ToneIcon } from '../ui/tone-icon';

/** What the server says of a part of a rule, by its path. */
export type RuleNote = { path: string; message: string; isProblem: boolean };

/** What keeps a rule from being saved, and what its writer should know. */
export function RuleNotes({ notes }: { notes: RuleNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="space-y-1">
      {notes.map(({ path, message, isProblem }) => (
        <li key={`${path} ${message}`} className={isProblem ? 'flex items-start gap-1.5 text-danger' : 'flex items-start gap-1.5 text-warning'}>
          <span className="pt-0.5">
            <ToneIcon tone={isProblem ? 'danger' : 'warning'} size={14} />
          </span>
          <span className="min-w-0 break-words">{message}</span>
        </li>
      ))}
    </ul>
  );
}
