import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Next finds these by their default export; so do the tools that read a configuration. */
const DEFAULT_EXPORTS = [
  '{app,bench/floor/next-app}/**/{page,layout,template,loading,error,global-error,not-found,default}.tsx',
  'app/**/{opengraph-image,icon,sitemap,robots,manifest}.{ts,tsx}',
  '{,bench/floor/next-app/}*.config.{ts,mjs}',
  'tests/support/{global,build}-setup.ts',
];

export default tseslint.config(
  // Nothing that a person writes is left out.
  { ignores: ['node_modules', '**/.next', '.data', '.data-bench', 'lib/db/generated', 'next-env.d.ts', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // React's handlers may be asynchronous; what they reject with is shown by the error boundary.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // What comes from outside is often `unknown`, and String() is what one does with it.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // The two rules about hooks. The others prepare for the React compiler, which is off.
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{ts,tsx,mts,mjs,cjs}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export it by its name; only Next and configuration files want a default.' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: DEFAULT_EXPORTS, rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['app/**', 'components/**', 'lib/**'],
    // lib/log.ts and lib/env.ts are how the application speaks and is told.
    rules: { 'no-console': 'error' },
  },
  {
    files: ['lib/domain/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The ground floor has no clock: take `now` as an argument.' }],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The ground floor has no clock: take `now` as an argument.' }],
    },
  },
);
