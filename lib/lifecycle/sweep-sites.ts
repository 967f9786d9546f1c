import type { DomainEvent } from '@/lib/domain/events';
import { lifecycleOutcome } from '@/lib/domain/lifecycle-outcome';
import { isRefusal, type Refusal } from '@/lib/domain/refusal';
import { beginRetirement, deletionReminder, type NewRetirement } from '@/lib/domain/retirement';
import type { SiteFacts } from '@/lib/domain/site';
import type { SiteOutcome, SitePatch } from '@/lib/domain/site-decisions';
import { actionDue, remindersDue, type LifecycleAction, type Reminder } from '@/lib/domain/sweep';
import type { Tx } from '@/lib/db/client';
import { judgeChanges } from '@/lib/policies/judge-change';
import { savePlans, type Beginning } from '@/lib/retirements/save-plans';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { toLifecycleFacts, type LifecycleRow } from './read-lifecycle-facts';
import type { Step, StepContext } from './sweep-step';
import { insertReminders } from './write';

/** How many Sites one transaction changes at most: whoever wants one of them waits for no longer than that takes. */
const changesAtOnce = 300;

/** Reminds of what comes near, and does what silence has brought about, for the next Sites. */
export const sweepSites: Step = async (tx, context, cursor, size) => {
  const { now, settings, stretch } = context;
  const look = { after: cursor ?? stretch.after, until: stretch.until, limit: size, now, settings, lookFor: 'reminders' } as const;
  const { rows, through } = await context.ahead.page(tx, look);
  const acted = new Set<LifecycleRow>();
  const taken = rows.filter((row) => {
    if (acted.size >= changesAtOnce) return false;
    if (actionDue(row.facts, settings, now) !== null) acted.add(row);
    return true;
  });
  const next = taken.length === rows.length ? through : (taken.at(-1)?.id ?? null);
  if (next !== null) context.ahead.begin({ ...look, after: next });
  // The database locks them while the reminders are worked out.
  const acting = act(tx, context, [...acted]);
  // What happens today needs no reminder any more.
  const coming = taken.filter((row) => !acted.has(row));
  const reminders = coming.flatMap(({ id, facts }) => remindersDue(facts, settings, now).map((reminder) => ({ ...reminder, siteId: id })));
  const { did, events, begun } = await acting;
  const reminded = await insertReminders(tx, [...reminders, ...begun.flatMap((beginning) => deletionReminderOf(beginning, context))], now);
  return { cursor: next, did: { ...did, reminded }, events };
};

type Acted = { did: Record<string, number>; events: DomainEvent[]; begun: Beginning[] };

/** Decides once more, on the Sites as they are under their locks: somebody may have renewed one a moment ago. */
async function act(tx: Tx, context: StepContext, due: readonly LifecycleRow[]): Promise<Acted> {
  const { now, settings, actor } = context;
  const did: Record<string, number> = {};
  if (due.length === 0) return { did, events: [], begun: [] };
  const locked = await lockSites(tx, due.map(({ id }) => id), actor);
  const refused = await renewalsRefused(tx, due, context);
  const changes: { base: SiteFacts; patch: SitePatch }[] = [];
  const begun: Beginning[] = [];
  const events: DomainEvent[] = [];
  for (const { id, facts } of due) {
    const site = locked.get(id)?.site;
    const action = site === undefined ? null : actionDue(toLifecycleFacts(site, facts.inactivity), settings, now);
    if (site === undefined || action === null || (action.do === 'renew' && refused.has(id))) continue;
    const outcome: (SiteOutcome & { retirement?: NewRetirement }) | Refusal =
      action.do === 'retire' ? beginRetirement({ site, settings }, { reason: action.note }, now) : lifecycleOutcome(site, action, now);
    if (isRefusal(outcome)) continue;
    changes.push({ base: site, patch: outcome.patch });
    if (outcome.retirement !== undefined) begun.push({ site, retirement: outcome.retirement });
    events.push(...outcome.events);
    const what = countedAs(action);
    did[what] = (did[what] ?? 0) + 1;
  }
  if (changes.length > 0) await updateSites(tx, changes, { now, actor });
  await savePlans(tx, begun, { now, actor });
  return { did, events, begun };
}

/** A retirement that begins has come to a distance of its deletion at once; looking for it again would be a walk of its own. */
function deletionReminderOf({ site, retirement }: Beginning, { now, settings }: StepContext): (Reminder & { siteId: string })[] {
  const daysBefore = deletionReminder(retirement, settings, now);
  return daysBefore === null ? [] : [{ siteId: site.id, kind: 'deletion', dueAt: retirement.deletesAt, daysBefore }];
}

/** The word under which a sweep counts an action. */
export function countedAs(action: LifecycleAction): string {
  switch (action.do) {
    case 'disable':
      return action.reason === 'other' ? 'disabled_unreviewed' : `disabled_${action.reason}`;
    case 'narrow':
      return 'narrowed';
    case 'renew':
      return 'renewed_by_use';
    case 'retire':
      return 'retirement_begun';
  }
}

/** Sites that would renew by themselves and that a policy keeps from it: those expire. */
async function renewalsRefused(tx: Tx, due: readonly LifecycleRow[], { now, settings }: StepContext): Promise<Set<string>> {
  const renewals = due.flatMap(({ id, facts }) => {
    const action = actionDue(facts, settings, now);
    return action?.do === 'renew' ? [[id, { trigger: 'renew', expiresAt: action.expiresAt }] as const] : [];
  });
  const said = await judgeChanges(tx, new Map(renewals), null, now);
  return new Set([...said].flatMap(([id, { forbidden }]) => (forbidden.length > 0 ? [id] : [])));
}
