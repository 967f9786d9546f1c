import type { AudienceMode } from '@/lib/domain/audience';
import type { Reader } from '@/lib/db/client';

/** Who could open Sites, held in memory for as long as many are looked at: people, groups, and what is nested in what. */
export class AudienceIndex {
  private readonly members = new Map<string, number[]>();
  private readonly nested = new Map<string, string[]>();
  private readonly names = new Map<string, string>();
  private readonly numbers = new Map<string, number>();
  /** Everybody in a group, nested ones included; worked out when a Site first names it. */
  private readonly resolved = new Map<string, number[]>();
  /** The round in which each person was last counted. */
  private readonly counted: Uint32Array;
  private round = 0;

  private constructor(people: string[], members: { group_id: string; person_id: string }[], nesting: { parent_id: string; child_id: string }[], groups: { id: string; name: string }[]) {
    people.forEach((id, number) => this.numbers.set(id, number));
    this.counted = new Uint32Array(people.length);
    for (const { id, name } of groups) this.names.set(id, name);
    for (const { parent_id, child_id } of nesting) push(this.nested, parent_id, child_id);
    for (const { group_id, person_id } of members) {
      const number = this.numbers.get(person_id);
      if (number !== undefined) push(this.members, group_id, number);
    }
  }

  static async open(db: Reader): Promise<AudienceIndex> {
    const people = await db.$queryRaw<{ id: string }[]>`SELECT id::text FROM person WHERE deactivated_at IS NULL`;
    const members = await db.$queryRaw<{ group_id: string; person_id: string }[]>`SELECT group_id::text, person_id::text FROM group_member`;
    const nesting = await db.$queryRaw<{ parent_id: string; child_id: string }[]>`SELECT parent_id::text, child_id::text FROM group_nesting`;
    const groups = await db.$queryRaw<{ id: string; name: string }[]>`SELECT id::text, name FROM people_group`;
    return new AudienceIndex(people.map(({ id }) => id), members, nesting, groups);
  }

  /** How many active people an audience reaches, groups resolved and the owner counted. */
  reachOf(mode: AudienceMode, ownerId: string | null, people: readonly string[], groups: readonly string[]): number {
    if (mode === 'workspace_all') return this.counted.length;
    this.round += 1;
    let reach = 0;
    const count = (number: number | undefined): void => {
      if (number === undefined || this.counted[number] === this.round) return;
      this.counted[number] = this.round;
      reach += 1;
    };
    if (ownerId !== null) count(this.numbers.get(ownerId));
    for (const id of people) count(this.numbers.get(id));
    for (const id of groups) for (const number of this.everybodyIn(id)) count(number);
    return reach;
  }

  namesOf(groups: readonly string[]): string[] {
    return groups.flatMap((id) => this.names.get(id) ?? []).sort();
  }

  private everybodyIn(groupId: string): number[] {
    const known = this.resolved.get(groupId);
    if (known !== undefined) return known;
    // A group that is in itself is met once.
    const met = new Set([groupId]);
    for (const id of met) for (const child of this.nested.get(id) ?? []) met.add(child);
    const everybody = [...new Set([...met].flatMap((id) => this.members.get(id) ?? []))];
    this.resolved.set(groupId, everybody);
    return everybody;
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
