import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

// npm run check: what a machine can tell about the code without running it. All of it is told, not only the first.
const bin = (...parts) => path.join('node_modules', ...parts);
const checks = [
  // Only the schema file is looked at, but the command would download an engine for it. Never so for migrations.
  { name: 'schema', command: [bin('prisma', 'build', 'index.js'), 'validate'], env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath } },
  { name: 'types', before: [bin('next', 'dist', 'bin', 'next'), 'typegen'], command: [bin('typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'lint', command: [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'] },
  { name: 'boundaries', command: [bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', ...folders('app', 'components', 'lib', 'prisma', 'scripts', 'tests', 'bench', 'proxy.ts')] },
  { name: 'unused', command: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  { name: 'house', command: [bin('vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'tests/house.test.ts'] },
];

const results = checks.map(({ name, before, command, env }) => {
  console.log(`\n--- ${name}`);
  const options = { stdio: 'inherit', env: { ...process.env, CHECKPOINT_DISABLE: '1', NEXT_TELEMETRY_DISABLED: '1', ...env } };
  if (before) spawnSync(process.execPath, before, { ...options, stdio: 'ignore' });
  return { name, passed: spawnSync(process.execPath, command, options).status === 0 };
});

console.log('');
for (const { name, passed } of results) console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name}`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function folders(...names) {
  return names.filter((name) => existsSync(name));
}
