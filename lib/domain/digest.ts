import { addDays } from 'date-fns';
import { z } from 'zod';
import { campaignDigestKey, campaignSilenceEffect, type CampaignSilence } from './campaign';
import { isRegularDay, nextRegularDay, type Preference } from './digest-schedule';
import { requestKindLabels, type RequestKind } from './request';
import { isQuiet, type Settings } from './settings';
import { inactivityDueAt, lifecycleStepLabels, quietSince, scheduleOf, type LifecycleFacts, type LifecycleSettings, type LifecycleStep, type UnderWay } from './sweep';
import { longUtcDate, startOfUtcDay, utcDate } from './utc-day';

/** A Site as a digest looks at it. */
export type WaitingSite = LifecycleFacts & UnderWay & {
  id: string;
  slug: string;
  title: string;
  /** The owner; or the successor who has agreed, once the owner has left. Nobody else is told: nobody else can answer. */
  as: 'owner' | 'delegate';
  attestationAskedAt: Date | null;
};

/** What an access review asks of a person. */
export type OpenAnswers = {
  campaignId: string;
  name: string;
  dueAt: Date;
  silence: CampaignSilence;
  /** How many Sites still wait for an answer. */
  sites: number;
  /** They are asked as an admin, because nobody else answers. */
  isQueue: boolean;
  /** When a message of its own last told them. */
  toldAt: Date | null;
};

/** What the records say that may wait for a person. */
export type Waiting = {
  sites: readonly WaitingSite[];
  /** Requests that came back for changes, with when no answer ends them; null: they wait. */
  revisions: readonly { requestId: string; kind: RequestKind; title: string; askedBy: string; askedAt: Date; dueAt: Date | null }[];
  transfers: readonly { requestId: string; title: string; from: string; offeredAt: Date }[];
  successions: readonly { siteId: string; slug: string; title: string; owner: string | null }[];
  handovers: readonly { id: string; from: string; sites: number; madeAt: Date }[];
  campaigns: readonly OpenAnswers[];
  /** For who governs: how much waits in each queue. */
  queues: { requests: number; enforcement: number; quarantine: number; deletions: number };
};

export const nothingWaiting: Waiting = {
  sites: [],
  revisions: [],
  transfers: [],
  successions: [],
  handovers: [],
  campaigns: [],
  queues: { requests: 0, enforcement: 0, quarantine: 0, deletions: 0 },
};

/** What silence does, and when. The mark names it, so that it is known whether the person was told. */
export type Effect = { mark: string; at: Date; text: string; /** It has reminders of its own, so no digest comes early for it. */ isReminded?: true };

/** One thing that waits. A Site stands in a digest once, with all that is asked about it. */
export type DigestItem = {
  key: string;
  title: string;
  /** Within the console, from the root. */
  href: string;
  asks: readonly string[];
  /** Earliest first. */
  effects: readonly Effect[];
  /** The Site that its owner can renew, where that is what it waits for. */
  renews: string | null;
};

/** What is kept of a digest: what it told, by key and mark. Everything else is read from the records when it is shown. */
export const digestContentSchema = z.object({ told: z.record(z.string(), z.array(z.string())) });
export type DigestContent = z.infer<typeof digestContentSchema>;

type Task = 'renew' | 'review' | 'keep' | 'enable' | 'retirement' | 'widening';
/** What happens when nobody does it. */
const consequences: Record<Task, readonly LifecycleStep[]> = {
  renew: ['disabled_expired'],
  review: ['narrowed', 'disabled_unreviewed'],
  keep: ['disabled_inactive'],
  enable: ['retiring'],
  retirement: ['closed', 'deleted'],
  widening: ['falls_back'],
};

/** How far ahead digests look: as far as the earliest reminder. */
export function digestHorizon({ reminderDays }: Pick<Settings, 'reminderDays'>, now: Date): Date {
  return addDays(now, Math.max(...reminderDays));
}

/** Everything that waits for a person, what happens first at the top; what goes on waiting for ever comes last. */
export function digestItems(waiting: Waiting, settings: LifecycleSettings, now: Date): DigestItem[] {
  const items = [
    ...waiting.sites.flatMap((site) => siteItem(site, settings, now) ?? []),
    ...waiting.revisions.map((revision) => revisionItem(revision, now)),
    ...waiting.campaigns.map((campaign) => campaignItem(campaign, now)),
    ...waiting.handovers.map(handoverItem),
    ...waiting.transfers.map(transferItem),
    ...waiting.successions.map(successionItem),
    ...queueItems(waiting.queues),
  ];
  const first = ({ effects }: DigestItem): number => effects[0]?.at.getTime() ?? Number.POSITIVE_INFINITY;
  // Equal ones keep their order: Infinity minus Infinity is no number.
  return items.sort((a, b) => (first(a) === first(b) ? 0 : first(a) - first(b)));
}

function siteItem(site: WaitingSite, settings: LifecycleSettings, now: Date): DigestItem | null {
  const horizon = digestHorizon(settings, now);
  // A legal hold stops the clock of a deletion; there is no date to tell.
  const schedule = scheduleOf(site, settings, site).filter(({ step }) => step !== 'deleted' || !site.onLegalHold);
  const dateOf = (...steps: LifecycleStep[]): Date | null => schedule.find(({ step, at }) => steps.includes(step) && at <= horizon)?.at ?? null;
  const tasks: Task[] = [];
  const asks: string[] = [];
  const ask = (task: Task | null, text: string): void => {
    if (task !== null) tasks.push(task);
    asks.push(text);
  };
  const [expires, reviewDue] = [dateOf('expires'), dateOf('review_due')];
  if (expires !== null) ask('renew', `${expires <= now ? 'Expired' : 'Expires'} on ${longUtcDate(expires)}.`);
  if (reviewDue !== null) ask('review', `Its review ${reviewDue <= now ? 'was' : 'is'} due on ${longUtcDate(reviewDue)}.`);
  if (inactivityDueAt(site, settings) !== null) ask('keep', `Nobody has visited it since ${longUtcDate(quietSince(site) ?? now)}. Is it still needed?`);
  if (site.attestationAskedAt !== null && site.state !== 'retiring') ask(null, `You were asked on ${longUtcDate(site.attestationAskedAt)} to confirm its record.`);
  if (site.disabledAt !== null && dateOf('retiring') !== null) ask('enable', `Disabled since ${longUtcDate(site.disabledAt)}.`);
  if (dateOf('closed', 'deleted') !== null) ask('retirement', 'It is being retired.');
  const fallsBack = dateOf('falls_back');
  if (fallsBack !== null) ask('widening', `Its widening ends on ${longUtcDate(fallsBack)}.`);
  if (asks.length === 0) return null;
  const told = tasks.flatMap((task) => consequences[task]);
  return {
    key: `site ${site.id}`,
    title: site.title,
    href: `/sites/${site.slug}`,
    asks: site.as === 'delegate' ? ['Its owner has left, and you are the successor.', ...asks] : asks,
    effects: schedule.filter(({ step }) => told.includes(step)).map(({ step, at }) => ({ mark: `${step} ${utcDate(at)}`, at, text: effectText(step, at, now) })),
    renews: tasks.includes('renew') && site.as === 'owner' ? site.id : null,
  };
}

function effectText(step: LifecycleStep, at: Date, now: Date): string {
  const { what, unless } = lifecycleStepLabels[step];
  const when = at <= now ? 'with the next sweep' : `on ${longUtcDate(at)}`;
  return `${what} ${when}${unless === null ? '' : ` unless ${unless}`}.`;
}

function campaignItem({ campaignId, name, dueAt, silence, sites, isQueue }: OpenAnswers, now: Date): DigestItem {
  const when = dueAt <= now ? 'with the next sweep' : `on ${longUtcDate(dueAt)}`;
  return {
    key: campaignDigestKey(campaignId, isQueue),
    title: `${counted(sites, 'Site')} in the access review “${name}”`,
    href: `/campaigns/${campaignId}?who=${isQueue ? 'admins' : 'me'}`,
    asks: [`${isQueue ? 'Nobody else answers for them. ' : ''}Say before ${longUtcDate(dueAt)} who may still open ${sites === 1 ? 'it' : 'them'}.`],
    effects: [{ mark: `${silence} ${utcDate(dueAt)}`, at: dueAt, text: campaignSilenceEffect(silence, sites, when), isReminded: true }],
    renews: null,
  };
}

/** Without what a message of its own has told on that day or since: nobody is told the same twice on one day. */
export function withoutTold(waiting: Waiting, day: Date): Waiting {
  return { ...waiting, campaigns: waiting.campaigns.filter(({ toldAt }) => toldAt === null || toldAt < startOfUtcDay(day)) };
}

const waits = { effects: [], renews: null } as const;

function handoverItem({ id, from, sites, madeAt }: Waiting['handovers'][number]): DigestItem {
  return {
    ...waits,
    key: `handover ${id}`,
    title: `${counted(sites, 'Site')} of ${from}`,
    href: `/handovers/${id}`,
    asks: [`You received them on ${longUtcDate(madeAt)}. Keep them, retire them or pass them on.`],
  };
}

function revisionItem({ requestId, kind, title, askedBy, askedAt, dueAt }: Waiting['revisions'][number], now: Date): DigestItem {
  const isReReview = kind === 're_review';
  const when = dueAt === null ? '' : dueAt <= now ? 'with the next sweep' : `on ${longUtcDate(dueAt)}`;
  return {
    key: `revision ${requestId}`,
    title: `${requestKindLabels[kind]} of ${title}`,
    href: `/requests/${requestId}`,
    asks: [`${askedBy} asked for changes on ${longUtcDate(askedAt)}. ${isReReview ? 'Say what you did about it.' : 'Revise it and ask again, or withdraw it.'}`],
    // Only a re-review ends while it waits for its owner.
    effects: !isReReview || dueAt === null ? [] : [{ mark: `re_review_ends ${utcDate(dueAt)}`, at: dueAt, text: `Only its owner and admins may open it ${when} unless you answer.` }],
    renews: null,
  };
}

function transferItem({ requestId, title, from, offeredAt }: Waiting['transfers'][number]): DigestItem {
  return { ...waits, key: `transfer ${requestId}`, title, href: `/requests/${requestId}`, asks: [`${from} offered it to you on ${longUtcDate(offeredAt)}. Accept or decline it.`] };
}

function successionItem({ siteId, slug, title, owner }: Waiting['successions'][number]): DigestItem {
  return { ...waits, key: `succession ${siteId}`, title, href: `/sites/${slug}`, asks: [`You are named as the successor of ${owner ?? 'its owner'}. Accept or decline it.`] };
}

function queueItems({ requests, enforcement, quarantine, deletions }: Waiting['queues']): DigestItem[] {
  const queue = (key: string, count: number, title: string, href: string, ask: string): DigestItem[] =>
    count === 0 ? [] : [{ ...waits, key: `queue ${key}`, title, href, asks: [ask] }];
  return [
    ...queue('requests', requests, `${counted(requests, 'request')} to decide`, '/requests', 'Whoever asked waits for an answer.'),
    ...queue('quarantine', quarantine, `${counted(quarantine, 'Site')} in quarantine`, '/lifecycle/quarantine', 'Nobody answers for them. Give each an owner.'),
    ...queue('enforcement', enforcement, `${counted(enforcement, 'decision')} without confirmation`, '/lifecycle/enforcement', 'The platform may not follow them yet. Do what each says, and confirm it.'),
    ...queue('deletions', deletions, `${counted(deletions, 'retired Site')} to delete soon`, '/lifecycle/retirements', 'See that their data is exported and their secrets are revoked.'),
  ];
}

/** “1 Site”, “2,000 Sites”. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a digest of these items tells. */
export function toldBy(items: readonly DigestItem[]): DigestContent {
  return { told: Object.fromEntries(items.map(({ key, effects }) => [key, effects.map(({ mark }) => mark)])) };
}

export type DigestDay = { lastMade: Date | null; settings: Pick<Settings, 'quietWeekdays' | 'quietDates'>; now: Date };

/**
 * Whether a person gets a digest on the day of `now`: on their regular day, or early when something would take effect
 * before that of which their last digest said nothing. Whoever got one today gets no other; the database sees to that.
 */
export function digestDue(items: readonly DigestItem[], last: DigestContent | null, preference: Preference, { lastMade, settings, now }: DigestDay): 'regular' | 'early' | null {
  if (items.length === 0 || isQuiet(settings, now)) return null;
  if (isRegularDay(preference, lastMade, settings, now)) return 'regular';
  const next = nextRegularDay(preference, settings, now);
  const isUntold = items.some(({ key, effects }) => effects.some(({ mark, at, isReminded }) => isReminded !== true && at < next && last?.told[key]?.includes(mark) !== true));
  return isUntold ? 'early' : null;
}

/** The line that says of a digest what it is about. */
export function digestTitle(items: readonly DigestItem[]): string {
  const [first] = items;
  if (first === undefined) return 'Nothing waits for you';
  const effect = first.effects[0]?.text.replace(/\.$/, '');
  if (items.length === 1) return effect === undefined ? `Waiting for you: ${short(first.title)}` : `${short(first.title)}: ${lowerFirst(effect)}`;
  const rest = effect === undefined ? '' : `: ${short(first.title)} is the first`;
  return `${counted(items.length, 'thing')} wait for you${rest}`;
}

function short(title: string): string {
  return `“${title.length > 80 ? `${title.slice(0, 79)}…` : title}”`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
