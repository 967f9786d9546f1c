import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { bulkChangeSchema, changeKinds, changeProblems } from '@/lib/domain/bulk';
import { refuseField } from '@/lib/domain/refusal';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { selectionSchema, storeSelection } from '../bulk-selection';
import { insertPlan } from '../insert-plan';
import { loadReferences } from '../judge-batch';
import { readBulk } from '../read-bulk';

/** Prepares one change of many Sites: a job works out what it would do to each, and nothing is changed before it is run. */
export const createBulkAction = command({
  name: 'bulk.plan',
  input: z
    .strictObject({
      kind: z.enum(changeKinds, `Choose one of ${changeKinds.join(', ')}.`),
      /** Shaped by the kind. */
      change: z.record(z.string(), z.unknown()).default({}),
      reason: prose(2000),
      selection: selectionSchema,
    })
    .superRefine(({ kind, change }, context) => {
      for (const { path, message } of changeProblems(kind, change)) context.addIssue({ code: 'custom', path, message });
    }),
  load: async (tx, { kind, change, reason, selection }, { actor }) => {
    const parsed = bulkChangeSchema.parse({ kind, change });
    return {
      id: uuidv7(),
      change: parsed,
      reason,
      references: await loadReferences(tx, parsed),
      selection: await storeSelection(tx, selection, actor),
    };
  },
  may: (actor) => judge('bulk.plan', roleStandings(actor)),
  decide: ({ change, references: { person, department } }) => {
    if (change.kind === 'set_department' && department === null) return refuseField('change.department', 'There is no department with this id.');
    if (change.kind === 'assign_owner' && person?.active !== true) {
      return refuseField('change.owner', person === null ? 'There is no person with this id.' : `${person.name} has left. Choose somebody else.`);
    }
    if (change.kind === 'name_successor' && change.change.successor !== null && person?.active !== true) {
      return refuseField('change.successor', person === null ? 'There is no person with this id.' : `${person.name} has left. Name somebody else.`);
    }
    return { events: [] };
  },
  save: async (tx, { id, change, reason, selection }, _outcome, context) => {
    await insertPlan(tx, { id, kind: change.kind, change: change.change, reason, selection, undoOfId: null }, context);
    return readBulk(tx, id, context.actor);
  },
});
