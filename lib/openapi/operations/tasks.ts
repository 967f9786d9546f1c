import { getTask as get, listTasks as list, taskListShape, taskShape } from '@/lib/tasks/get-task';
import { reads } from '../operation';

const tag = 'Imports and exports';

export const getTask = reads(
  { id: 'getTask', method: 'GET', path: '/tasks/{taskId}', tag, summary: 'How far one’s own export or import is' },
  get,
  taskShape,
);
export const listTasks = reads(
  { id: 'listTasks', method: 'GET', path: '/tasks', tag, summary: 'One’s last exports and imports, newest first' },
  list,
  taskListShape,
);
