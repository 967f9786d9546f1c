import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { AudienceMode } from '@/lib/domain/audience';
import type { SourceMode } from '@/lib/domain/classification';
import type { DomainEvent } from '@/lib/domain/events';
import type { Role } from '@/lib/domain/permissions';
import type { Actor } from '@/lib/gate/actor';
import { runCommand, type Command, type RunOptions } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { runQuery, type Query } from '@/lib/gate/query';
import { actorOf } from './facts';
import { createTestDatabase, type TestDatabase } from './test-database';

/** The instant at which everything happens, unless a test says otherwise. */
export const now = new Date('2026-11-21T12:00:00.000Z');

/** Who is in every world. `rita` and `rob` review, `aude` audits, `ada` and `abe` administer, the others are members. */
const cast = {
  ada: ['admin'],
  abe: ['admin'],
  rita: ['reviewer'],
  rob: ['reviewer'],
  aude: ['auditor'],
  olga: ['member'],
  hal: ['member'],
  mia: ['member'],
} as const satisfies Record<string, readonly Role[]>;
export type Name = keyof typeof cast;

type SiteInput = Partial<Omit<Prisma.SiteUncheckedCreateInput, 'audience' | 'dataSources'>> & {
  audience?: { mode: AudienceMode; people?: string[]; groups?: string[] };
  sources?: { id: string; mode?: SourceMode }[];
};

/** A database of its own with a small workspace in it. */
export class World {
  private constructor(
    readonly database: TestDatabase,
    readonly db: Database,
    /** A connection as the owner of the tables, for looking at and breaking everything. */
    readonly superuser: pg.Client,
    readonly as: Record<Name, Actor>,
    readonly departments: Record<'sales' | 'legal', string>,
    readonly groups: Record<'team' | 'board', string>,
    readonly sources: Record<'crm' | 'wiki', string>,
  ) {}

  /** The application's own role, one pool; `poolSize` bounds how much happens at once. */
  static async create(poolSize = 10): Promise<World> {
    const database = await createTestDatabase();
    const db = openDatabase(database.url, { role: 'siteward_app', poolSize });
    const superuser = new pg.Client({ connectionString: database.ownerUrl });
    await superuser.connect();
    const departments = { sales: uuidv7(), legal: uuidv7() };
    const groups = { team: uuidv7(), board: uuidv7() };
    const sources = { crm: uuidv7(), wiki: uuidv7() };
    const entries = Object.entries(cast).map(([name, roles]) => {
      const person = { id: uuidv7(), name: name.charAt(0).toUpperCase() + name.slice(1), email: `${name}@example.com` };
      return { name: name as Name, person, roles };
    });
    await db.prisma.department.createMany({ data: [{ id: departments.sales, name: 'Sales' }, { id: departments.legal, name: 'Legal' }] });
    await db.prisma.person.createMany({ data: entries.map(({ person, roles }) => ({ ...person, roles: [...roles], departmentId: departments.sales })) });
    await db.prisma.group.createMany({ data: [{ id: groups.team, name: 'Team' }, { id: groups.board, name: 'Board' }] });
    await db.prisma.dataSource.createMany({
      data: [
        { id: sources.crm, key: 'crm', name: 'CRM', sensitivity: 'customer', mode: 'read_only' },
        { id: sources.wiki, key: 'wiki', name: 'Wiki', sensitivity: 'internal', mode: 'write_capable' },
      ],
    });
    const as = Object.fromEntries(entries.map(({ name, person, roles }) => [name, actorOf(person, roles)])) as Record<Name, Actor>;
    return new World(database, db, superuser, as, departments, groups, sources);
  }

  id(name: Name): string {
    return this.as[name].personId ?? '';
  }

  /** A live, complete Site of Olga's for owner and admins, unless told otherwise. */
  async site({ audience = { mode: 'admins_only' }, sources = [], ...columns }: SiteInput = {}): Promise<string> {
    const id = columns.id ?? uuidv7();
    await this.db.prisma.site.create({
      data: {
        slug: `site-${id}`,
        title: 'CRM Notes',
        state: 'live',
        classification: 'company_wide',
        ownerId: this.id('olga'),
        departmentId: this.departments.sales,
        dataSourceNote: 'Notes.',
        expiresAt: new Date('2027-01-15T00:00:00Z'),
        createdAt: now,
        updatedAt: now,
        ...columns,
        id,
        audience: audience.mode,
        audiencePeople: { create: (audience.people ?? []).map((personId) => ({ person: { connect: { id: personId } } })) },
        audienceGroups: { create: (audience.groups ?? []).map((groupId) => ({ group: { connect: { id: groupId } } })) },
        dataSources: { create: sources.map((source) => ({ sourceId: source.id, mode: source.mode ?? 'read_only' })) },
      },
    });
    return id;
  }

  run<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
    definition: Command<Schema, Loaded, Outcome, Answer>,
    input: z.input<Schema>,
    by: Name | Actor,
    options: RunOptions = {},
  ): Promise<Answer> {
    return runCommand(definition, input, typeof by === 'string' ? this.as[by] : by, { db: this.db, now, ...options });
  }

  read<Schema extends z.ZodType, Visible, Answer>(definition: Query<Schema, Visible, Answer>, input: z.input<Schema>, by: Name | Actor): Promise<Answer> {
    return runQuery(definition, input, typeof by === 'string' ? this.as[by] : by, { db: this.db, now });
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await closeDatabase(this.db);
    await this.database.drop();
  }
}

/** The problem that something was refused with. @throws when it wasn't. */
export async function problemOf(attempt: Promise<unknown>): Promise<ProblemError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('expected a refusal, but it was done');
}
