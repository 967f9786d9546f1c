import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

// npm run check: what a machine can tell about the code without running it. All of it is told, not only the first.
const bin = (...parts) => path.join('node_modules', ...parts);
// The longest first: as many run at once as there are processors.
const checks = [
  { name: 'lint', command: [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'] },
  { name: 'types', command: [bin('typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'house', command: [bin('vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'tests/house.test.ts'] },
  { name: 'boundaries', command: [bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', ...folders('app', 'components', 'lib', 'prisma', 'scripts', 'tests', 'bench', 'proxy.ts')] },
  { name: 'unused', command: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  // Only the schema file is looked at, but the command would download an engine for it. Never so for migrations.
  { name: 'schema', command: [bin('prisma', 'build', 'index.js'), 'validate'], env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath } },
];

// What Next writes for the types of routes; what is typed or linted needs it.
await run([bin('next', 'dist', 'bin', 'next'), 'typegen']);

// What each says is told when it has ended.
const waiting = [...checks];
const passed = new Map();
await Promise.all(Array.from({ length: availableParallelism() }, work));

console.log('');
for (const { name } of checks) console.log(`${passed.get(name) ? 'ok    ' : 'FAILED'}  ${name}`);
process.exitCode = checks.every(({ name }) => passed.get(name)) ? 0 : 1;

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { name, command, env } = check;
    const { status, said } = await run(command, env);
    passed.set(name, status === 0);
    console.log(`\n--- ${name}\n${said.trimEnd()}`);
  }
}

function run(command, env) {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CHECKPOINT_DISABLE: '1', NEXT_TELEMETRY_DISABLED: '1', ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ status: code ?? 1, said })));
}

function folders(...names) {
  return names.filter((name) => existsSync(name));
}
