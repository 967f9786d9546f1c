import { z } from 'zod';
import { policyRuleSchema, type PolicyRule } from '@/lib/domain/policy';
import { simulationParts, simulationStates, simulationTallySchema } from '@/lib/domain/policy-simulation';
import type { Prisma } from '@/lib/db/generated/client';

const at = z.iso.datetime();

export const simulationShape = z.object({
  id: z.uuid(),
  state: z.enum(simulationStates),
  /** What is being looked at: the requests of the last year, then the Sites. */
  part: z.enum(simulationParts),
  /** Requests and Sites that were looked at, and that there were when it began. */
  done: z.int(),
  total: z.int(),
  /** What went wrong, in a sentence. */
  message: z.string().nullable(),
  /** The rules that are tried: those that differ from what is in force. */
  rules: z.array(policyRuleSchema),
  /** Keys of policies that are in force and would not be. */
  without: z.array(z.string()),
  startedAt: at,
  finishedAt: at.nullable(),
  startedBy: z.object({ id: z.uuid(), name: z.string() }),
  tally: simulationTallySchema,
});
export type SimulationView = z.infer<typeof simulationShape>;
export const simulationListShape = z.object({ items: z.array(simulationShape), next: z.null() });

/** A policy as a simulation keeps it: one in force with its version, or a proposed one, which has none yet. */
const triedPolicySchema = policyRuleSchema.extend({ id: z.string(), version: z.int(), problem: z.string().optional() }).transform(({ problem, ...policy }) => (problem === undefined ? policy : { ...policy, problem }));
export const triedPolicies = z.array(triedPolicySchema);
/** What a proposed rule has instead of an id and a version. */
export const proposed = { id: 'proposed', version: 0 } as const;

export const withPerson = { person: { select: { id: true, name: true } } } as const satisfies Prisma.PolicySimulationInclude;
type SimulationRow = Prisma.PolicySimulationGetPayload<{ include: typeof withPerson }>;

export function toSimulationView(row: SimulationRow): SimulationView {
  const before = triedPolicies.parse(row.inForce);
  const after = triedPolicies.parse(row.proposed);
  const keys = new Set(after.map(({ key }) => key));
  return {
    id: row.id,
    state: row.state,
    part: z.enum(simulationParts).parse(row.part),
    done: row.done,
    total: row.total,
    message: row.message,
    rules: after.filter(({ id }) => id === proposed.id).map(({ key, name, description, isEnabled, triggers, condition, effects }): PolicyRule => ({ key, name, description, isEnabled, triggers, condition, effects })),
    without: before.filter(({ key }) => !keys.has(key)).map(({ key }) => key),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    startedBy: row.person,
    tally: simulationTallySchema.parse(row.tally),
  };
}
