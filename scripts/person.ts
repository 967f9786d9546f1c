import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { record } from '../lib/audit/record';
import { inTransaction } from '../lib/db/transaction';
import { roles, type Role } from '../lib/domain/permissions';
import { runCommand } from '../lib/gate/command';
import { setRoles } from '../lib/people/commands/set-roles';
import { runScript, UsageError } from './support/script-run';

const usage = 'npm run person -- --email ada@example.com [--name "Ada Lindqvist"] --roles admin';

/** Adds a person or sets their roles: how a new workspace gets its first admin. */
await runScript('npm run person', async (db, actor) => {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' }, roles: { type: 'string', default: 'member' } } });
  const email = values.email?.trim().toLowerCase() ?? '';
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`Give an e-mail address: ${usage}`);
  const wanted = values.roles.split(',').map((role): Role => {
    const known = roles.find((name) => name === role.trim());
    if (known === undefined) throw new UsageError(`There is no role ${role}. Choose from ${roles.join(', ')}.`);
    return known;
  });
  const id = await inTransaction(db, async (tx) => {
    const known = await tx.person.findUnique({ where: { email }, select: { id: true } });
    if (known !== null) return known.id;
    const person = await tx.person.create({ data: { id: uuidv7(), email, name: values.name ?? email, roles: ['member'] } });
    await record(tx, [{ type: 'person.created', subject: { kind: 'person', id: person.id, name: person.name }, data: { from: 'shell' } }], { actor, now: new Date() });
    return person.id;
  });
  const { roles: current } = await db.prisma.person.findUniqueOrThrow({ where: { id }, select: { roles: true } });
  if ([...current].sort().join() !== [...wanted].sort().join()) {
    await runCommand(setRoles, { personId: id, roles: wanted, reason: 'Set from the shell.' }, actor, { db });
  }
  process.stdout.write(`${email} is ${wanted.join(', ')}.\n`);
});
