import { differenceInHours } from 'date-fns';
import { Badge } from '../ui/badge';
import { Instant } from '../ui/time';

/** Within so many hours of its end a request is urgent. */
const soonHours = 72;

/** When no answer comes to mean no. `isShort`: in a column that says so. */
export function DueBadge({ dueAt, now, isShort = false }: { dueAt: string; now: string; isShort?: boolean }) {
  const hours = differenceInHours(new Date(dueAt), new Date(now));
  const tone = hours < 0 ? 'danger' : hours < soonHours ? 'warning' : 'neutral';
  const words = hours < 0 ? 'Overdue since' : 'Ends unanswered';
  return (
    <Badge tone={tone}>
      <span className={isShort ? 'sr-only' : undefined}>{words}</span> <Instant at={dueAt} now={now} format="relative" />
    </Badge>
  );
}
