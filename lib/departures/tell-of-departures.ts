import { takeoverReasonLabels, type TakeoverReason } from '@/lib/domain/departure';
import type { PersonRef } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { notify, type Notice } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';

/** Somebody who left, and when. */
export type Departure = { leaving: PersonRef; since: Date };

/** Tells each receiver once what came to them, and the admins once what nobody could take over. */
export async function tellOfDepartures(tx: Tx, departures: readonly Departure[], now: Date): Promise<void> {
  if (departures.length === 0) return;
  const since = JSON.stringify(departures.map((each) => ({ id: each.leaving.id, since: each.since })));
  const received = await tx.$queryRaw<Received[]>`
    SELECT h.id::text, h.from_id::text AS "fromId", h.to_id::text AS "toId", i.why, count(*)::int AS sites
      FROM jsonb_to_recordset(${since}::jsonb) AS d (id uuid, since timestamptz)
      JOIN handover h ON h.from_id = d.id AND h.made_at >= d.since JOIN handover_item i ON i.handover_id = h.id
     WHERE i.why <> 'passed_on'
     GROUP BY h.id, i.why ORDER BY h.id, i.why`;
  const quarantined = await tx.$queryRaw<{ fromId: string; sites: number }[]>`
    SELECT s.owner_id::text AS "fromId", count(*)::int AS sites
      FROM jsonb_to_recordset(${since}::jsonb) AS d (id uuid, since timestamptz)
      JOIN site s ON s.owner_id = d.id AND s.quarantine_reason = 'owner_departed' AND s.quarantined_at >= d.since
     GROUP BY s.owner_id`;
  const handovers = new Map<string, Received[]>();
  for (const row of received) handovers.set(row.id, [...(handovers.get(row.id) ?? []), row]);
  const leavers = new Map(departures.map((each) => [each.leaving.id, each]));
  const admins = quarantined.length === 0 ? [] : await listAdminIds(tx);
  await notify(
    tx,
    [
      ...[...handovers.values()].flatMap((rows) => handoverNotice(leavers, rows)),
      ...quarantined.flatMap(({ fromId, sites }) => quarantineNotices(leavers.get(fromId), sites, admins)),
    ],
    now,
  );
}

type Received = { id: string; fromId: string; toId: string; why: string; sites: number };

function handoverNotice(leavers: ReadonlyMap<string, Departure>, rows: readonly Received[]): Notice[] {
  const [first] = rows;
  const leaving = leavers.get(first?.fromId ?? '')?.leaving;
  if (first === undefined || leaving === undefined) return [];
  const total = rows.reduce((sum, { sites }) => sum + sites, 0);
  const why = rows.map(({ why, sites }) => `${sites.toLocaleString('en-GB')} as ${takeoverReasonLabels[why as TakeoverReason]}`);
  return [
    {
      personId: first.toId,
      kind: 'handover',
      occasion: `handover ${first.id}`,
      title: `${countOf(total)} of ${leaving.name} ${total === 1 ? 'is' : 'are'} yours now`,
      message: {
        lines: [
          `${leaving.name} left. You take over ${why.join(' and ')}.`,
          'Keep all, retire all, give all to somebody else, or decide on each.',
          'Until you decide nothing changes: they are yours, and expire as all Sites do.',
        ],
        action: { label: 'Decide', href: `/handovers/${first.id}` },
      },
    },
  ];
}

function quarantineNotices(departure: Departure | undefined, sites: number, admins: readonly string[]): Notice[] {
  if (departure === undefined) return [];
  const { leaving, since } = departure;
  return admins.map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `departure ${leaving.id} ${since.toISOString()}`,
    title: `${countOf(sites)} of ${leaving.name} went into quarantine`,
    message: {
      lines: [`${leaving.name} left, and neither a successor nor a manager nor a lead of the department could take over.`, 'Only admins can open these Sites until somebody owns them.'],
      action: { label: 'See the queue', href: '/lifecycle/quarantine' },
    },
  }));
}

function countOf(sites: number): string {
  return `${sites.toLocaleString('en-GB')} ${sites === 1 ? 'Site' : 'Sites'}`;
}
