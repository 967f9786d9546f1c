import { z } from 'zod';
import { deleteView as decide, judgeOnView } from '@/lib/domain/view';
import { command } from '@/lib/gate/command';
import { lockView, requireWriting } from '../load-view';
import { removeView } from '../write';

/** Deletes a view. The Sites that it showed stay as they are. */
export const deleteView = command({
  name: 'view.save',
  input: z.strictObject({ viewId: z.uuid() }),
  load: (tx, { viewId }, { actor }) => {
    requireWriting(actor);
    return lockView(tx, viewId);
  },
  may: judgeOnView,
  decide: (view, _input, { actor }) => decide(view, actor),
  save: async (tx, { id, name }) => {
    await removeView(tx, id);
    return { id, name };
  },
});
