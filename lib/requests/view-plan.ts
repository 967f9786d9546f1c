import { decidersText } from '@/lib/domain/deciders-text';
import type { Evidence } from '@/lib/domain/evidence';
import { missingFor, remarksOn } from '@/lib/domain/request-missing';
import { mayAnswer, progressOf, stageFor, type Answerer, type StageVerdict } from '@/lib/domain/request-plan';
import type { Reader } from '@/lib/db/client';
import type { PlanView, StageView } from './plan-shape';
import type { PlannedRequest } from './plan-request';
import type { Places } from './read-places';

const decidersShown = 20;

/** A plan as pages and REST show it to somebody. `whoGains`: who would gain access, by id; it may still be looked for. */
export async function viewPlan(db: Reader, { facts, plan }: PlannedRequest, evidence: readonly Evidence[], places: Places | null, whoGains: ReadonlySet<string> | Promise<ReadonlySet<string>>): Promise<PlanView> {
  const firstIds = plan.stages.map(({ eligible }) => [...eligible]);
  const [gaining, people, groupNames, peopleNames] = await Promise.all([whoGains, readNames(db, firstIds), readGroupNames(db, plan.stages), readPeopleNames(db, plan.stages)]);
  const names = new Map([...groupNames, ...peopleNames]);
  const answerer: Answerer | null = places === null ? null : { personId: places.personId, decidesByRole: places.decidesByRole, inPlaceOf: places.inPlaceOf.map(({ id }) => id) };
  const progress = progressOf(plan);
  const verdictOn = (key: string) => toYou(answerer === null ? machine : mayAnswer(facts, plan, key, answerer), places);
  return {
    stages: plan.stages.map((stage, at): StageView => ({
      ...(progress[at] ?? { key: stage.key, name: stage.name, order: stage.order, approvals: stage.approvals, given: 0, state: stage.state }),
      because: stage.because,
      asks: decidersText(stage, names),
      deciders: { count: stage.eligible.size, first: (people[at] ?? []).map((person) => ({ ...person, gains: gaining.has(person.id) })) },
      standIns: stage.standIns,
      isOutOfReach: stage.withinReach < stage.approvals,
      you: verdictOn(stage.key),
    })),
    evidence: evidenceView(facts.judgement.evidence, evidence),
    judgement: facts.judgement,
    missing: missingFor(plan),
    remarks: plan.stages.flatMap((stage) => remarksOn(stage, facts.isEscalated)),
    isEscalated: facts.isEscalated,
    whyNot: toYou((answerer === null ? null : stageFor(facts, plan, answerer)?.verdict) ?? machine, places).whyNot,
  };
}

/** What tokens of machines are told, which no place is read for. */
const machine: StageVerdict = { may: false, because: 'person', reason: 'A request is answered by a person.' };

function toYou(verdict: StageVerdict, places: Places | null): StageView['you'] {
  if (!verdict.may) return { mayAnswer: false, whyNot: verdict.reason, onBehalfOf: null };
  return { mayAnswer: true, whyNot: null, onBehalfOf: places?.inPlaceOf.find(({ id }) => id === verdict.onBehalfOfId) ?? null };
}

function evidenceView(required: PlanView['judgement']['evidence'], given: readonly Evidence[]): PlanView['evidence'] {
  const asked = required.map(({ kind, because }) => ({ kind, isRequired: true, because, given: given.find((one) => one.kind === kind) ?? null }));
  const beyond = given.filter(({ kind }) => required.every((one) => one.kind !== kind));
  return [...asked, ...beyond.map((one) => ({ kind: one.kind, isRequired: false, because: [], given: one }))];
}

/** The first of each list by name, in one statement for all. */
async function readNames(db: Reader, lists: readonly (readonly string[])[]): Promise<{ id: string; name: string; email: string }[][]> {
  const rows = await db.$queryRaw<{ at: number; id: string; name: string; email: string }[]>`
    SELECT at, id, name, email FROM (
      SELECT l.at, p.id::text, p.name, p.email, row_number() OVER (PARTITION BY l.at ORDER BY lower(p.name), p.id) AS place
        FROM jsonb_to_recordset(${JSON.stringify(lists.flatMap((ids, at) => ids.map((id) => ({ at, id }))))}::jsonb) AS l (at int, id uuid) JOIN person p ON p.id = l.id
    ) placed WHERE place <= ${decidersShown} ORDER BY at, place`;
  return lists.map((_list, at) => rows.filter((row) => row.at === at).map(({ id, name, email }) => ({ id, name, email })));
}

type Named = PlannedRequest['plan']['stages'];

async function readGroupNames(db: Reader, stages: Named): Promise<[string, string][]> {
  const ids = stages.flatMap(({ who, also }) => [who, ...also].flatMap(({ groups }) => groups));
  if (ids.length === 0) return [];
  return (await db.group.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map(({ id, name }) => [id, name]);
}

async function readPeopleNames(db: Reader, stages: Named): Promise<[string, string][]> {
  const ids = stages.flatMap(({ who, also }) => [who, ...also].flatMap(({ people }) => people));
  if (ids.length === 0) return [];
  return (await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map(({ id, name }) => [id, name]);
}
