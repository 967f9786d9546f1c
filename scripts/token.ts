import { parseArgs } from 'node:util';
import { runCommand } from '../lib/gate/command';
import { createToken } from '../lib/tokens/commands/create-token';
import { runScript, UsageError } from './support/script-run';

const usage = 'npm run token -- --email admin@example.com [--read] [--days 90] [--name "my script"]';

/** Prints an API token for a person, and nothing else: it is shown this once. */
await runScript('npm run token', async (db, actor) => {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, read: { type: 'boolean', default: false }, days: { type: 'string', default: '90' }, name: { type: 'string', default: 'made in the shell' } },
  });
  if (values.email === undefined) throw new UsageError(`Say for whom: ${usage}`);
  const person = await db.prisma.person.findUnique({ where: { email: values.email.toLowerCase() }, select: { id: true, roles: true } });
  if (person === null) throw new UsageError(`There is no person with the address ${values.email}.`);
  const readsOnly = values.read || person.roles.includes('auditor');
  const created = await runCommand(
    createToken,
    { person: person.id, name: values.name, scopes: readsOnly ? ['read'] : ['read', 'write'], expiresInDays: Number(values.days) },
    actor,
    { db },
  );
  process.stdout.write(`${created.token}\n`);
});
