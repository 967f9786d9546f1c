import { addDays, subDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAttachment } from '@/lib/requests/commands/add-attachment';
import { claimRequest } from '@/lib/requests/commands/claim-request';
import { commentOnRequest } from '@/lib/requests/commands/comment-on-request';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { discardDraft } from '@/lib/requests/commands/discard-draft';
import { endDelegation } from '@/lib/requests/commands/end-delegation';
import { handOverRequest } from '@/lib/requests/commands/hand-over-request';
import { releaseRequest } from '@/lib/requests/commands/release-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { saveDraft } from '@/lib/requests/commands/save-draft';
import { setDelegation } from '@/lib/requests/commands/set-delegation';
import { FileContent } from '@/lib/requests/file-content';
import { getAttachment } from '@/lib/requests/get-attachment';
import { getDraft } from '@/lib/requests/get-draft';
import { getRequest } from '@/lib/requests/get-request';
import { listDelegations } from '@/lib/requests/list-delegations';
import { listRequests } from '@/lib/requests/list-requests';
import { previewWidening } from '@/lib/requests/preview-widening';
import { archive, putInForce, stageOf } from '../support/policies';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
let siteId: string;

beforeAll(async () => {
  world = await World.create(6);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site();
});

const people = (...names: Name[]) => ({ mode: 'custom' as const, people: names.map((name) => world.id(name)), groups: [] });
const ask = () => world.run(requestWidening, { siteId, audience: people('mia'), reason: 'Mia helps.' }, 'olga');
const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const toldTo = async (name: Name, title: string) => (await world.db.prisma.notification.findMany({ where: { personId: world.id(name) } })).some((notice) => notice.title.includes(title));

describe('a comment', () => {
  it('is kept, told to those who take part, also once the request is closed', async () => {
    const { id, revision } = await ask();
    const text = 'Which tables does it read?';
    expect(await world.run(commentOnRequest, { requestId: id, text }, 'rita')).toMatchObject({ comments: [{ author: { name: 'Rita' }, text }] });
    expect(await toldTo('olga', 'Rita commented')).toBe(true);
    expect(await toldTo('rita', 'Rita commented')).toBe(false);
    await world.run(decideRequest, { requestId: id, revision, decision: 'reject', note: 'No.' }, 'rita');
    expect((await world.run(commentOnRequest, { requestId: id, text: 'Why?' }, 'olga')).comments).toHaveLength(2);
  });

  it('is forbidden to auditors and hidden from strangers', async () => {
    const { id } = await ask();
    expect(await kindOf(world.run(commentOnRequest, { requestId: id, text: 'Hm.' }, 'aude'))).toBe('forbidden');
    expect(await kindOf(world.run(commentOnRequest, { requestId: id, text: 'Hm.' }, 'mia'))).toBe('not-found');
  });
});

describe('taking a request on', () => {
  it('is one person’s at a time; others may still decide', async () => {
    const { id, revision } = await ask();
    expect(await world.run(claimRequest, { requestId: id }, 'rita')).toMatchObject({ claimedBy: { name: 'Rita' }, revision });
    expect((await problemOf(world.run(claimRequest, { requestId: id }, 'rob'))).message).toContain('Rita has taken');
    const claimed = async (who: 'me' | 'nobody') => (await world.read(listRequests, { claimed: who, site: siteId }, 'rita')).items.length;
    expect([await claimed('me'), await claimed('nobody')]).toEqual([1, 0]);
    expect(await world.run(decideRequest, { requestId: id, revision, decision: 'approve' }, 'rob')).toMatchObject({ state: 'approved' });
    expect(await kindOf(world.run(claimRequest, { requestId: id }, 'rita'))).toBe('conflict');
  });

  it('can be given back and handed over, to somebody who could answer', async () => {
    const { id } = await ask();
    await world.run(claimRequest, { requestId: id }, 'rita');
    expect(await kindOf(world.run(releaseRequest, { requestId: id }, 'rob'))).toBe('conflict');
    expect(await kindOf(world.run(handOverRequest, { requestId: id, to: world.id('abe') }, 'rob'))).toBe('conflict');
    for (const to of ['mia', 'olga', 'aude'] as const) expect(await kindOf(world.run(handOverRequest, { requestId: id, to: world.id(to) }, 'rita'))).toBe('rule');
    expect(await world.run(handOverRequest, { requestId: id, to: world.id('rob'), note: 'I am away.' }, 'rita')).toMatchObject({ claimedBy: { name: 'Rob' } });
    expect(await toldTo('rob', 'Rita handed a request over')).toBe(true);
    expect(await world.run(releaseRequest, { requestId: id }, 'ada')).toMatchObject({ claimedBy: null });
  });

  it('is forbidden to owners, auditors and members', async () => {
    const { id } = await ask();
    expect(await kindOf(world.run(claimRequest, { requestId: id }, 'olga'))).toBe('forbidden');
    expect(await kindOf(world.run(claimRequest, { requestId: id }, 'aude'))).toBe('forbidden');
    expect(await kindOf(world.run(releaseRequest, { requestId: id }, 'olga'))).toBe('forbidden');
    expect(await kindOf(world.run(handOverRequest, { requestId: id, to: world.id('rob') }, 'aude'))).toBe('forbidden');
    expect(await kindOf(world.run(claimRequest, { requestId: id }, 'mia'))).toBe('not-found');
  });
});

describe('a draft', () => {
  it('survives, is one’s own, and goes with the request', async () => {
    const draft = { mode: 'custom' as const, people: [world.id('mia')], reason: 'Not yet do' };
    await world.run(saveDraft, { siteId, draft }, 'olga');
    expect(await world.read(getDraft, { siteId }, 'olga')).toMatchObject({ draft: { ...draft, evidence: [], until: null }, updatedAt: now.toISOString() });
    expect((await world.read(getDraft, { siteId }, 'ada')).draft).toBeNull();
    await ask();
    expect((await world.read(getDraft, { siteId }, 'olga')).draft).toBeNull();
    await world.run(saveDraft, { siteId, draft }, 'olga');
    expect(await world.run(discardDraft, { siteId }, 'olga')).toEqual({ draft: null, updatedAt: null });
  });

  it('is forbidden to reviewers and hidden from strangers', async () => {
    expect(await kindOf(world.run(saveDraft, { siteId, draft: {} }, 'rita'))).toBe('forbidden');
    expect(await kindOf(world.run(discardDraft, { siteId }, 'rita'))).toBe('forbidden');
    expect(await kindOf(world.run(saveDraft, { siteId, draft: {} }, 'mia'))).toBe('not-found');
    expect(await kindOf(world.read(getDraft, { siteId }, 'mia'))).toBe('not-found');
  });
});

describe('a file', () => {
  const bytes = (text: string) => new FileContent(new Uint8Array(Buffer.from(text)));
  const upload = (name: string, content: FileContent, by: Name = 'olga') => world.run(addAttachment, { siteId, name, content }, by);
  const pdf = bytes('%PDF-1.7\nA report.');

  it('is kept as it came, with what it is by its content, and comes back the same', async () => {
    const file = await upload('C:\\reports\\scan "1".pdf', pdf);
    expect(file).toMatchObject({ name: 'scan _1_.pdf', mediaType: 'application/pdf', size: 18, digest: pdf.digest });
    const found = await world.read(getAttachment, { attachmentId: file.id }, 'rita');
    expect(Buffer.from(found.content).toString()).toBe('%PDF-1.7\nA report.');
    expect(await kindOf(world.read(getAttachment, { attachmentId: file.id }, 'mia'))).toBe('not-found');
  });

  it('is refused where its name and content disagree, or where it could run something', async () => {
    const refused: [string, FileContent][] = [
      ['scan.pdf', bytes('MZ\u0000\u0001')],
      ['scan.png', bytes('<html><script>')],
      ['page.html', bytes('<html></html>')],
      ['image.svg', bytes('<svg/>')],
      ['tool.exe', bytes('MZ')],
      ['archive.zip', bytes('PK\u0003\u0004')],
      ['notes.txt', bytes('a\u0000b')],
      ['report.json', bytes('{ not json')],
      ['notes.txt', pdf],
      ['empty.txt', bytes('')],
      ['no-ending', bytes('text')],
    ];
    for (const [name, content] of refused) expect(await problemOf(upload(name, content)), name).toMatchObject({ kind: 'rule', errors: [{ path: 'name' }] });
    expect(await world.db.prisma.attachment.count({ where: { siteId } })).toBe(0);
  });

  it('is forbidden to upload for auditors and those in the audience, and hidden from strangers', async () => {
    expect(await kindOf(upload('a.pdf', pdf, 'aude'))).toBe('forbidden');
    expect(await kindOf(upload('a.pdf', pdf, 'mia'))).toBe('not-found');
  });

  it('can be read by whomever a request that names it asks', async () => {
    const id = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { people: [world.id('hal')] } }) }] });
    const file = await upload('scan.pdf', pdf);
    const other = await upload('other.pdf', pdf);
    const evidence = [{ kind: 'secrets_scan' as const, outcome: 'passed' as const, answer: 'Nothing found.', attachmentId: file.id }];
    const request = await world.run(requestWidening, { siteId, audience: people('mia'), reason: 'r', evidence }, 'olga');
    expect(request.proposal).toMatchObject({ evidence: [{ attachment: { id: file.id, digest: pdf.digest }, by: { name: 'Olga' } }] });
    expect((await world.read(getAttachment, { attachmentId: file.id }, 'hal')).name).toBe('scan.pdf');
    expect(await kindOf(world.read(getAttachment, { attachmentId: other.id }, 'hal'))).toBe('not-found');
    await archive(world.db, id);
  });
});

describe('a delegation', () => {
  const input = (to: Name, days = 10) => ({ to: world.id(to), endsAt: addDays(now, days).toISOString(), reason: 'On holiday.' });
  const decide = (by: Name, request: { id: string; revision: number }, more: { onBehalfOf?: string; stage?: string } = {}) =>
    world.run(decideRequest, { requestId: request.id, revision: request.revision, decision: 'approve', ...more }, by);

  it('lets somebody decide in the place of one whom a stage names, says so, and ends', async () => {
    const id = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { people: [world.id('hal')] } }) }] });
    const request = await ask();
    expect(await kindOf(decide('mia', request))).toBe('not-found');
    const delegation = await world.run(setDelegation, input('mia'), 'hal');
    expect(delegation).toMatchObject({ from: { name: 'Hal' }, to: { name: 'Mia' }, state: 'active' });
    expect(await toldTo('mia', 'Mia decides in the place of Hal')).toBe(true);
    expect((await world.read(listRequests, { waitingFor: 'me' }, 'mia')).items.map(({ id: each }) => each)).toContain(request.id);
    expect((await world.read(getRequest, { requestId: request.id }, 'mia')).plan?.stages[0]?.you).toMatchObject({ mayAnswer: true, onBehalfOf: { name: 'Hal' } });
    expect(await decide('mia', request)).toMatchObject({ state: 'approved', decisions: [{ reviewer: { name: 'Mia' }, onBehalfOf: { name: 'Hal' } }] });

    await world.run(endDelegation, { delegationId: delegation.id }, 'hal');
    siteId = await world.site();
    expect(await kindOf(decide('mia', await ask()))).toBe('not-found');
    expect((await world.read(listDelegations, {}, 'mia')).items[0]).toMatchObject({ id: delegation.id, state: 'ended' });
    await archive(world.db, id);
  });

  it('gives nobody a second voice, nor a role', async () => {
    const id = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', approvals: 2 }) }] });
    const [forRita, forRob] = [await world.run(setDelegation, input('rob'), 'rita'), await world.run(setDelegation, input('mia'), 'rob')];
    const request = await ask();
    // Mia is asked by nobody’s name: Rob is asked for his role, which can’t be lent.
    expect(await kindOf(decide('mia', request))).toBe('not-found');
    await decide('rita', request);
    expect(await kindOf(decide('rob', request, { onBehalfOf: world.id('rita') }))).toBe('forbidden');
    await decide('rob', request);
    expect(await world.db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({ state: 'approved' });
    siteId = await world.site();
    const next = await ask();
    await decide('rob', next, { onBehalfOf: world.id('rita') });
    expect((await problemOf(decide('rob', next))).message).toContain('answered');
    expect((await problemOf(decide('rita', next))).message).toContain('in your place already');
    for (const { id: delegationId } of [forRita, forRob]) await world.run(endDelegation, { delegationId }, 'ada');
    await archive(world.db, id);
  });

  it('never reaches one’s own request or Site', async () => {
    const id = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { people: [world.id('hal')] } }) }] });
    const { id: delegationId } = await world.run(setDelegation, input('olga'), 'hal');
    expect(await kindOf(decide('olga', await ask()))).toBe('forbidden');
    await world.run(endDelegation, { delegationId }, 'olga');
    await archive(world.db, id);
  });

  it('is refused to oneself, to auditors, twice at a time, for ever; for others only by an admin', async () => {
    expect(await kindOf(world.run(setDelegation, input('rita'), 'rita'))).toBe('rule');
    expect(await kindOf(world.run(setDelegation, input('aude'), 'rita'))).toBe('rule');
    expect(await kindOf(world.run(setDelegation, input('rob', 800), 'rita'))).toBe('rule');
    expect(await kindOf(world.run(setDelegation, input('rob', -1), 'rita'))).toBe('rule');
    expect(await kindOf(world.run(setDelegation, { ...input('rob'), person: world.id('rita') }, 'rob'))).toBe('forbidden');
    expect(await kindOf(world.run(setDelegation, input('rob'), 'aude'))).toBe('forbidden');
    const { id } = await world.run(setDelegation, { ...input('rob'), person: world.id('rita') }, 'ada');
    expect(await problemOf(world.run(setDelegation, input('abe'), 'rita'))).toMatchObject({ kind: 'conflict', details: { delegationId: id } });
    expect(await kindOf(world.run(endDelegation, { delegationId: id }, 'mia'))).toBe('not-found');
    expect(await kindOf(world.run(endDelegation, { delegationId: id }, 'aude'))).toBe('forbidden');
    await world.run(endDelegation, { delegationId: id }, 'rob');
    expect(await kindOf(world.run(endDelegation, { delegationId: id }, 'rob'))).toBe('conflict');
  });
});

describe('a preview', () => {
  it('says who would gain access, what the policies ask, who decides and how long that takes here', async () => {
    const sensitive = await world.site({ sources: [{ id: world.sources.crm }] });
    const preview = await world.read(previewWidening, { siteId: sensitive, audience: people('mia', 'hal', 'rita') }, 'olga');
    expect(preview).toMatchObject({
      comparison: 'wider',
      diff: { gains: 3, gaining: [{ name: 'Hal' }, { name: 'Mia' }, { name: 'Rita' }], departments: [{ name: 'Sales', count: 3 }] },
      reach: 4,
      workspace: 8,
      plan: { stages: [{ asks: 'reviewers', deciders: { first: [{ name: 'Rita', gains: true }, { name: 'Rob', gains: false }] } }] },
      dueDays: 14,
      openRequestId: null,
    });
    expect(preview.plan.evidence.map(({ kind }) => kind)).toContain('secrets_scan');
    const everybody = await world.read(previewWidening, { siteId: sensitive, audience: { mode: 'workspace_all' }, until: '2020-01-01' }, 'olga');
    expect(everybody).toMatchObject({ reach: null, diff: { gains: 5 }, problems: [{ path: 'until' }] });
  });

  it('tells how long such requests take once some were decided', async () => {
    const { prisma } = world.db;
    for (const hours of [1, 2, 3, 4, 50, 60]) {
      const other = await world.site();
      await prisma.request.create({
        data: { siteId: other, kind: 'widening', state: 'approved', requesterId: world.id('olga'), reason: 'r', proposal: {}, before: {}, submittedAt: new Date(subDays(now, 5).getTime() - hours * 3_600_000), decidedAt: subDays(now, 5) },
      });
    }
    const { usualHours } = await world.read(previewWidening, { siteId, audience: people('mia') }, 'olga');
    expect(usualHours?.requests).toBeGreaterThanOrEqual(6);
    expect(usualHours?.nineOfTen).toBeGreaterThan(usualHours?.median ?? Infinity);
  });

  it('is forbidden to reviewers and hidden from strangers', async () => {
    expect(await kindOf(world.read(previewWidening, { siteId, audience: people('mia') }, 'rita'))).toBe('forbidden');
    expect(await kindOf(world.read(previewWidening, { siteId, audience: people('mia') }, 'mia'))).toBe('not-found');
  });
});
