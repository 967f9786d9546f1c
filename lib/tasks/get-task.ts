import { NIL } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { TaskProgress } from '@/lib/db/generated/client';
import { TaskKind, TaskState } from '@/lib/db/generated/enums';
import { query } from '@/lib/gate/query';
import { silence } from './task-progress';

/** How far an export or import is. A failed one says what to do. */
export const taskShape = z.object({
  id: z.uuid(),
  kind: z.enum(TaskKind),
  state: z.enum(TaskState),
  /** Rows that are through. */
  done: z.int(),
  /** Rows that there are; null while nobody knows. */
  total: z.int().nullable(),
  message: z.string().nullable(),
  startedAt: z.iso.datetime(),
});
export type TaskView = z.infer<typeof taskShape>;

export const taskListShape = z.object({ items: z.array(taskShape) });

/** Everybody sees their own. */
const own = ({ personId }: Subject): { personId: string } => ({ personId: personId ?? NIL });

export const getTask = query({
  name: 'task.get',
  input: z.strictObject({ taskId: z.uuid('Give the id that was sent with the export or import.') }),
  may: (actor) => judge('task.get', roleStandings(actor)),
  visible: own,
  load: async ({ prisma }, { taskId }, mine, { now }): Promise<TaskView | null> => {
    const row = await prisma.taskProgress.findFirst({ where: { id: taskId, ...mine } });
    return row === null ? null : toTaskView(row, now);
  },
});

/** One's last tasks, newest first. */
export const listTasks = query({
  name: 'task.get',
  input: z.strictObject({ kind: z.enum(TaskKind, 'Choose export or import.').optional() }),
  may: (actor) => judge('task.get', roleStandings(actor)),
  visible: own,
  load: async ({ prisma }, { kind }, mine, { now }) => {
    const rows = await prisma.taskProgress.findMany({
      where: { ...mine, ...(kind === undefined ? {} : { kind }) },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: 10,
    });
    return { items: rows.map((row) => toTaskView(row, now)) };
  },
});

/** A task whose process was killed can't say so itself. */
function toTaskView({ id, kind, state, done, total, message, startedAt, updatedAt }: TaskProgress, now: Date): TaskView {
  const isLost = state === 'running' && now.getTime() - updatedAt.getTime() > silence;
  return {
    id,
    kind,
    state: isLost ? 'failed' : state,
    done,
    total,
    message: isLost ? `The server stopped in the middle. ${kind === 'import' ? 'Nothing was imported; start it again.' : 'Start it again.'}` : message,
    startedAt: startedAt.toISOString(),
  };
}
