import { describe, expect, it } from 'vitest';
import { permissions, roles, standings, type Operation, type Permission, type Standing } from './permissions';
import {
  judge,
  judgeOnRequest,
  judgeOnSite,
  requestStandings,
  roleStandings,
  siteStandings,
  type RequestRelations,
  type SiteRelations,
  type Subject,
} from './verdict';

const operations = Object.keys(permissions) as Operation[];
const nobody: SiteRelations = { ownerId: 'owner', successorId: 'successor', inAudience: false, isProposedOwner: false, isRequester: false };
const request: RequestRelations = { ...nobody, requesterId: 'requester', proposedOwnerId: 'heir', isAsked: false, wasAsked: false };
const subject = (personId: string | null, ...held: Subject['roles'][number][]): Subject => ({ personId, roles: held });

/** Every set of standings, 2,048 of them: small enough to walk whole. */
const everySet = Array.from({ length: 2 ** standings.length }, (_, bits) => new Set<Standing>(standings.filter((_standing, at) => (bits >> at) & 1)));

describe('the permission table', () => {
  it.each(operations)('allows %s exactly to those it names', (operation) => {
    const { changes, allow, except }: Permission = permissions[operation];
    for (const held of everySet) {
      const barred = (changes && held.has('auditor')) || Object.keys(except ?? {}).some((standing) => held.has(standing as Standing));
      const expected = !barred && allow.some((standing) => held.has(standing));
      expect(judge(operation, held).allowed, [...held].join('+')).toBe(expected);
    }
  });

  it('lets an auditor read everything and change nothing, whatever else they are', () => {
    for (const operation of operations) {
      for (const held of everySet.filter((set) => set.has('auditor'))) {
        const verdict = judge(operation, held);
        if (permissions[operation].changes) expect(verdict).toMatchObject({ allowed: false, hidden: false });
      }
    }
    for (const operation of ['site.get', 'site.get_record', 'request.get', 'audit.list', 'audit.verify', 'settings.get', 'site.export'] as const) {
      expect(judge(operation, new Set(['auditor'])).allowed, operation).toBe(true);
    }
  });

  it('lets nobody decide on their own request, nor on who may open their own Site or for how long it runs', () => {
    for (const held of everySet.filter((set) => set.has('requester') || set.has('owner'))) {
      expect(judge('request.decide_widening', held).allowed).toBe(false);
      expect(judge('request.decide_renewal', held).allowed).toBe(false);
    }
    expect(judge('request.decide_widening', new Set(['reviewer', 'owner']))).toMatchObject({ reason: expect.stringContaining('You own this Site') as string });
    expect(judge('request.decide_widening', new Set(['admin', 'requester']))).toMatchObject({ reason: expect.stringContaining('You made this request') as string });
  });

  it('lets nobody without any standing do anything', () => {
    for (const operation of operations) expect(judge(operation, new Set()).allowed).toBe(false);
  });

  it('gives a plain member no change of what is not theirs, except to register, to prepare, to share and to be stood in for', () => {
    const changes = operations.filter((operation) => permissions[operation].changes && judge(operation, new Set(['member'])).allowed);
    expect(changes).toEqual(['site.create', 'bulk.plan', 'view.share', 'delegation.set']);
  });

  it('refuses in a sentence', () => {
    for (const operation of operations) expect(permissions[operation].refusal).toMatch(/^[A-Z].*\.$/);
  });
});

describe('standings', () => {
  it('of a person are roles and relations', () => {
    expect(siteStandings(subject('owner', 'reviewer'), nobody)).toEqual(new Set(['reviewer', 'owner']));
    expect(siteStandings(subject('successor', 'member'), { ...nobody, inAudience: true })).toEqual(new Set(['member', 'successor', 'audience']));
    expect(requestStandings(subject('requester', 'member'), request)).toEqual(new Set(['member', 'requester']));
    expect(requestStandings(subject('heir', 'member'), request)).toEqual(new Set(['member', 'proposed_owner']));
    expect(siteStandings(subject('other', 'member'), { ...nobody, isRequester: true })).toEqual(new Set(['member', 'requester']));
  });

  it('on a request are those of this request, not of another about the same Site', () => {
    const elsewhere = { ...request, isRequester: true, isProposedOwner: true };
    expect(requestStandings(subject('other', 'member'), elsewhere)).toEqual(new Set(['member']));
  });

  it('of the system are those of an admin, and no relation: an ownerless Site is not the system’s', () => {
    expect(roleStandings(subject(null))).toEqual(new Set(['admin']));
    expect(siteStandings(subject(null), { ...nobody, ownerId: null, successorId: null, inAudience: true })).toEqual(new Set(['admin']));
  });
});

describe('a refusal', () => {
  const stranger = subject('stranger', 'member');
  const siteOperations = operations.filter((operation) => operation.startsWith('site.') && !['site.list', 'site.create', 'site.export'].includes(operation));

  it.each(siteOperations)('hides a Site from a stranger who tries %s', (operation) => {
    expect(judgeOnSite(operation, stranger, nobody)).toMatchObject({ allowed: false, hidden: true });
  });

  it('tells those who see the Site why they may not change it', () => {
    for (const role of roles.filter((name) => name !== 'member')) {
      const verdict = judgeOnSite('site.edit', subject('stranger', role), nobody);
      if (role === 'admin') expect(verdict.allowed).toBe(true);
      else expect(verdict).toMatchObject({ allowed: false, hidden: false });
    }
    expect(judgeOnSite('site.edit', stranger, { ...nobody, inAudience: true })).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnSite('site.edit', subject('successor', 'member'), nobody)).toMatchObject({ allowed: false, hidden: false });
  });

  it('hides a request from who has no part in it, also from those who can open the Site', () => {
    expect(judgeOnRequest('request.decide_widening', stranger, { ...request, inAudience: true })).toMatchObject({ hidden: true });
    expect(judgeOnRequest('request.withdraw', subject('heir', 'member'), request)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnRequest('request.withdraw', subject('requester', 'member'), request).allowed).toBe(true);
  });

  it('of a transfer goes to everybody but the proposed owner, admins too', () => {
    expect(judgeOnRequest('request.decide_transfer', subject('boss', 'admin'), request)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnRequest('request.decide_transfer', subject('heir', 'member'), request).allowed).toBe(true);
    expect(judgeOnRequest('request.decide_transfer', subject('heir', 'auditor'), request).allowed).toBe(false);
  });
});
