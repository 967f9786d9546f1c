import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { refuseRule } from '@/lib/domain/policy-decisions';
import { policyRuleSchema, type ActivePolicy } from '@/lib/domain/policy';
import { refuse } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { checkRule } from '../check-rule';
import { readActivePolicies } from '../read-policies';
import { countSubjects } from '../read-subjects';
import { proposed, toSimulationView, withPerson } from '../simulation-shape';
import { insertSimulation } from '../write-simulation';

/** Begins to try out rules: those given take the place of the policies of the same keys, or come new. Nothing in force changes. */
export const startSimulation = command({
  name: 'policy.simulate',
  input: z.strictObject({
    rules: z.array(policyRuleSchema).max(100, 'At most a hundred rules at once.'),
    /** Keys of policies to do without. */
    without: z.array(z.string().max(60)).max(500).default([]),
  }),
  load: async (tx, { rules, without }, { now }) => {
    const inForce = await readActivePolicies(tx);
    const replaced = new Set([...without, ...rules.map(({ key }) => key)]);
    const after: ActivePolicy[] = [...inForce.filter(({ key }) => !replaced.has(key)), ...rules.filter(({ isEnabled }) => isEnabled).map((rule) => ({ ...rule, ...proposed }))];
    const checks = await Promise.all(rules.map(async (rule) => (await checkRule(tx, rule, after)).problems.map(({ path, message }) => ({ path, message: rules.length === 1 ? message : `“${rule.key}”, ${path}: ${message}` }))));
    return { id: uuidv7(), inForce, after, problems: checks.flat(), total: await countSubjects(tx, now) };
  },
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  decide: ({ problems, after, inForce }, _input, { actor }) => {
    if (actor.personId === null) return refuse('conflict', 'A simulation belongs to a person. Start it with a token of theirs.');
    if (problems.length === 0 && JSON.stringify(after) === JSON.stringify(inForce)) return refuse('rule', 'These are the policies in force: nothing would differ.');
    return refuseRule(problems) ?? { personId: actor.personId, events: [] };
  },
  save: async (tx, { id, inForce, after, total }, { personId }, { now }) => {
    await insertSimulation(tx, { id, personId, inForce, proposed: after, total, startedAt: now });
    await enqueue(tx, 'simulate-policies', { simulationId: id }, { key: id });
    return toSimulationView(await tx.policySimulation.findUniqueOrThrow({ where: { id }, include: withPerson }));
  },
});
