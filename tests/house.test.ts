import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as enums from '@/lib/db/generated/enums';
import { audienceModes, driftKinds, observedModes } from '@/lib/domain/audience';
import { audienceTermStates } from '@/lib/domain/audience-term';
import { bulkItemStates, bulkKinds, bulkStates } from '@/lib/domain/bulk';
import { campaignItemStates, campaignSilences, campaignStates, campaignVerdicts } from '@/lib/domain/campaign';
import { classifications, sensitivities, sourceModes } from '@/lib/domain/classification';
import { lifecycle, siteActions } from '@/lib/domain/lifecycle';
import { permissions, roles, type Operation as Permitted } from '@/lib/domain/permissions';
import { policyTriggers } from '@/lib/domain/policy';
import { answers, requestKinds, requestStates } from '@/lib/domain/request';
import { enforcementAspects, enforcementProofs, enforcementStates } from '@/lib/domain/enforcement';
import { incidentEndings } from '@/lib/domain/drift-incident';
import { digestFrequencies } from '@/lib/domain/digest-schedule';
import { mailStates } from '@/lib/domain/mail';
import { notificationKinds } from '@/lib/domain/notification';
import { simulationStates } from '@/lib/domain/policy-simulation';
import { exportStates, retirementStates } from '@/lib/domain/retirement';
import { recommendations } from '@/lib/domain/recommend-access';
import { disableReasons, quarantineReasons, siteStates } from '@/lib/domain/site';
import { reminderKinds, sweepStates } from '@/lib/domain/sweep';
import { deliveryStates } from '@/lib/domain/webhook';
import { deploymentStatuses } from '@/lib/imports/parse/feed-schemas';
import type { Operation } from '@/lib/gate/http';
import { openApiDocument } from '@/lib/openapi/document';
import { operations } from '@/lib/openapi/operations';
import { PERMISSIONS_PAGE, permissionsPage } from '@/scripts/support/permissions-page';
import { POLICIES_PAGE, policiesPage } from '@/scripts/support/policies-page';
import { codeFiles, sourceFiles } from './support/source-files';

const api = 'app/api/v1';

describe('the routes of the API', () => {
  /** Not operations: what describes them, and what answers where there is none. */
  const others = [`${api}/openapi.json/route.ts`, `${api}/[...path]/route.ts`];
  const routes = codeFiles(api).filter(({ path: file }) => !others.includes(file));

  it('are there', () => {
    expect(routes.length).toBeGreaterThan(20);
  });

  it.each(routes.map(({ path: file, text }) => [file, text] as const))('%s exports operations only, at their own path and method', async (file, text) => {
    const code = text.split('\n').filter((line) => line.trim() !== '');
    const imports = new Map<string, string>();
    for (const line of code) {
      const imported = /^import \{ ([\w, ]+) \} from '(@\/lib\/(?:gate\/http|openapi\/operations\/[a-z]+))';$/.exec(line);
      const exported = /^export const ([A-Z]+) = http\((\w+)\);$/.exec(line);
      if (imported !== null) for (const name of (imported[1] ?? '').split(', ')) imports.set(name, imported[2] ?? '');
      else expect(exported, `${file} holds something else: ${line}`).not.toBeNull();
      if (exported === null) continue;
      const [, method, name = ''] = exported;
      const area = (await import(/* @vite-ignore */ imports.get(name) ?? '')) as Record<string, Operation>;
      const operation = area[name];
      expect(operation?.id).toBe(name);
      expect(operation?.method).toBe(method);
      expect(`${api}${operation?.path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`).toBe(file);
    }
  });

  it('serve every operation', () => {
    const served = routes.flatMap(({ text }) => [...text.matchAll(/= http\((\w+)\)/g)].map(([, name]) => name));
    expect(served.sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  it('answer the operationIds that clients rely on', () => {
    const promised = `listSites getSite createSite updateSite transferSite renewSite narrowSite requestWidening listRequests getRequest
      decideRequest withdrawRequest disableSite enableSite reviewSite setLegalHold listPeople listGroups listSources importManifests
      importFeed importCsv exportSites listAuditEvents verifyAudit getMe`.split(/\s+/);
    expect(operations.map(({ id }) => id)).toEqual(expect.arrayContaining(promised));
  });
});

describe('the OpenAPI document', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('https://siteward.example/api/v1'))) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; parameters?: { in: string; name: string; required?: boolean }[]; responses: Record<string, unknown> }>>;
    components: unknown;
  };
  const described = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route, method: method.toUpperCase(), ...operation })),
  );

  it('is of version 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('describes each operation once, at its path and method', () => {
    const key = (operation: { method: string; route: string; operationId: string }): string => `${operation.operationId} ${operation.method} ${operation.route}`;
    expect(described.map(key).sort()).toEqual(operations.map(({ id, method, path: route }) => key({ operationId: id, method, route })).sort());
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  it('names exactly the path parameters, and a problem for what goes wrong', () => {
    for (const { route, operationId, parameters = [], responses } of described) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => name).sort(), operationId).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(inPath.every(({ required }) => required === true), operationId).toBe(true);
      expect(JSON.stringify(responses.default), operationId).toContain('application/problem+json');
    }
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const found = reference.replace(/^#\//, '').split('/').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
      expect(found, reference).toBeDefined();
    }
  });
});

describe('each command', () => {
  const commands = codeFiles('lib').filter(({ path: file }) => /^lib\/[a-z]+\/commands\//.test(file));
  const forbiddenPathTests = sourceFiles('tests/integration', 'tests/e2e').filter(({ text }) => /forbidden/i.test(text));

  it.each(commands.map(({ path: file, text }) => [file, text] as const))('%s is one, named like its file, and has a forbidden path that is tested', (file, text) => {
    const name = path.basename(file, '.ts').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const made = [...text.matchAll(/^export const (\w+) = \w*[cC]ommand\(/gm)].map(([, exported]) => exported);
    expect(made).toEqual([name]);
    const operation = /^ {2}name: '([a-z._]+)'/m.exec(text)?.[1];
    expect(Object.keys(permissions), `${file} has a name from the permission table`).toContain(operation);
    const tests = forbiddenPathTests.filter((test) => new RegExp(`\\b${name}\\b`).test(test.text));
    expect(tests.length, `tests of a forbidden path that name ${name}`).toBeGreaterThan(0);
  });
});

describe('the ground floor', () => {
  const files = codeFiles('lib/domain');

  it.each(files.map(({ path: file, text }) => [file, text] as const))('%s has no clock, no chance and no machine in it', (_file, text) => {
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
    expect(code.match(/new Date\(\s*\)|\bDate\.now|Date\(\)|Math\.random|performance\.|\bprocess\b|\bcrypto\b|\bfetch\(|\bsetTimeout\b/)).toBeNull();
    const imported = [...code.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, from]) => from ?? '');
    expect(imported.filter((from) => from !== 'zod' && from !== 'date-fns' && !/^\.\/[a-z-]+$/.test(from))).toEqual([]);
  });

  const unions: Record<string, readonly string[]> = {
    Role: roles,
    SiteState: siteStates,
    AudienceMode: audienceModes,
    ObservedMode: observedModes,
    Drift: driftKinds,
    Classification: classifications,
    Sensitivity: sensitivities,
    SourceMode: sourceModes,
    DisableReason: disableReasons,
    BindingKind: ['d1', 'r2'],
    DeploymentStatus: deploymentStatuses,
    RequestKind: requestKinds,
    RequestState: requestStates,
    DecisionAnswer: answers,
    TokenScope: ['read', 'write'],
    QuarantineReason: quarantineReasons,
    SweepState: sweepStates,
    ReminderKind: reminderKinds,
    AudienceTermState: audienceTermStates,
    IncidentEnding: incidentEndings,
    NotificationKind: notificationKinds,
    EnforcementAspect: enforcementAspects,
    EnforcementState: enforcementStates,
    EnforcementProof: enforcementProofs,
    RetirementState: retirementStates,
    ExportState: exportStates,
    MailState: mailStates,
    DigestFrequency: digestFrequencies,
    DeliveryState: deliveryStates,
    PolicyTrigger: policyTriggers,
    SimulationState: simulationStates,
    HandoverAnswer: ['waiting', 'kept', 'retiring', 'reassigned'],
    BulkKind: bulkKinds,
    BulkState: bulkStates,
    BulkItemState: bulkItemStates,
    CampaignState: campaignStates,
    CampaignSilence: campaignSilences,
    CampaignItemState: campaignItemStates,
    CampaignVerdict: campaignVerdicts,
    Recommendation: recommendations,
    TaskKind: ['export', 'import'],
    TaskState: ['running', 'done', 'failed'],
  };

  it.each(Object.entries(enums))('and the database have the same words for %s', (name, values) => {
    expect(Object.values(values)).toEqual(unions[name]);
  });
});

describe('who writes what', () => {
  const code = codeFiles('app', 'components', 'lib', 'scripts');
  const writes = (model: string): RegExp => new RegExp(`\\.${model}\\.(?:create|update|upsert|delete)\\w*\\(`);
  const within = (pattern: RegExp): string[] => code.filter(({ text }) => pattern.test(text)).map(({ path: file }) => file);

  it.each([
    ['Sites', writes('site'), 'lib/sites/write.ts'],
    ['audiences', writes('siteAudience(?:Person|Group)'), 'lib/sites/write.ts'],
    ['requests', writes('request'), 'lib/requests/write.ts'],
    ['decisions', writes('decision'), 'lib/requests/write.ts'],
    ['bulk actions', writes('bulk(?:Action|Item)'), 'lib/bulk/write.ts'],
    ['retirements', writes('(?:retirement(?:Export|Secret)?|tombstone)'), 'lib/retirements/write.ts'],
    ['access reviews', /\.campaign(?:Item|Entry)?\.(?:create|update|upsert|delete)|(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+campaign/, 'lib/campaigns/write.ts'],
    ['data sources', writes('(?:dataSource|sourceConflict)'), 'lib/sources/write.ts'],
    ['saved views', writes('savedView'), 'lib/views/write.ts'],
    ['demands', /\.enforcement\.(?:create|update|upsert|delete)|(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+enforcement\b/, 'lib/enforcement/write.ts'],
    ['policies', writes('policy(?:Version)?'), 'lib/policies/write.ts'],
    ['simulations of policies', writes('policySimulation'), 'lib/policies/write-simulation.ts'],
    ['webhooks', writes('webhook(?:Endpoint|Delivery|Attempt)'), 'lib/webhooks/write.ts'],
    ['the audit chain', /audit_append|\.audit(?:Event|Head)\.(?:create|update|upsert|delete)/, 'lib/audit/record.ts'],
  ])('%s: one file', (_what, pattern, writer) => {
    expect(within(pattern)).toEqual([writer]);
  });

  it('no SQL by hand goes around them', () => {
    expect(within(/\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(?:site|request|decision|audit_event|audit_head)\b/i)).toEqual(['lib/sites/insert-sites.ts', 'lib/sites/write.ts']);
  });
});

describe('files', () => {
  const code = codeFiles('app', 'components', 'lib', 'prisma', 'scripts', 'tests');

  it('carry names that say what is in them', () => {
    const vague = code.filter(({ path: file }) => /(^|[-/])(utils?|helpers?|misc|managers?|common|stuff)([-./]|$)/i.test(file));
    expect(vague.map(({ path: file }) => file)).toEqual([]);
    const odd = code.filter(({ path: file }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d|\.config)?\.(ts|tsx|mts|mjs)$/.test(path.basename(file)));
    expect(odd.map(({ path: file }) => file)).toEqual([]);
  });

  it('have a default export only where Next or vitest asks for one', () => {
    const nextFile = /^app\/.*\/?(page|layout|template|loading|error|global-error|not-found|default|icon|apple-icon|opengraph-image|robots|sitemap|manifest)\.tsx?$/;
    const others = code.filter(({ path: file, text }) => /^export default\b/m.test(text) && !nextFile.test(file) && !/^tests\/support\/\w+-setup\.ts$/.test(file));
    expect(others.map(({ path: file }) => file)).toEqual([]);
  });

  it('hold no barrel', () => {
    expect(code.filter(({ text }) => /^export \* from/m.test(text)).map(({ path: file }) => file)).toEqual([]);
  });
});

describe('docs/permissions.md', () => {
  it('is what the tables say (npm run docs)', () => {
    expect(existsSync(PERMISSIONS_PAGE) ? readFileSync(PERMISSIONS_PAGE, 'utf8') : '').toBe(permissionsPage());
  });

  it('leaves out no operation and no reason of the lifecycle', () => {
    const page = permissionsPage();
    for (const operation of Object.keys(permissions) as Permitted[]) expect(page).toContain(`| ${permissions[operation].what} (\`${operation}\`) |`);
    for (const state of siteStates) for (const action of siteActions) if (lifecycle[state][action] !== true) expect(page).toContain(lifecycle[state][action]);
  });
});

describe('docs/policies.md', () => {
  it('is what the tables say (npm run docs)', () => {
    expect(existsSync(POLICIES_PAGE) ? readFileSync(POLICIES_PAGE, 'utf8') : '').toBe(policiesPage());
  });
});
