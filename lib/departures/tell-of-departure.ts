import { takeoverReasonLabels, type TakeoverReason } from '@/lib/domain/departure';
import type { PersonRef } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { notify, type Notice } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';

/** Tells each receiver once what came to them, and the admins once what nobody could take over. */
export async function tellOfDeparture(tx: Tx, leaving: PersonRef, since: Date, now: Date): Promise<void> {
  const received = await tx.$queryRaw<{ id: string; toId: string; why: string; sites: number }[]>`
    SELECT h.id::text, h.to_id::text AS "toId", i.why, count(*)::int AS sites
      FROM handover h JOIN handover_item i ON i.handover_id = h.id
     WHERE h.from_id = ${leaving.id}::uuid AND h.made_at >= ${since} AND i.why <> 'passed_on'
     GROUP BY h.id, i.why ORDER BY h.id, i.why`;
  const handovers = new Map<string, typeof received>();
  for (const row of received) handovers.set(row.id, [...(handovers.get(row.id) ?? []), row]);
  await notify(tx, [...[...handovers.values()].flatMap((rows) => handoverNotice(leaving, rows)), ...(await quarantineNotices(tx, leaving, since))], now);
}

function handoverNotice(leaving: PersonRef, rows: readonly { id: string; toId: string; why: string; sites: number }[]): Notice[] {
  const [first] = rows;
  if (first === undefined) return [];
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

async function quarantineNotices(tx: Tx, leaving: PersonRef, since: Date): Promise<Notice[]> {
  const quarantined = await tx.site.count({ where: { ownerId: leaving.id, quarantineReason: 'owner_departed', quarantinedAt: { gte: since } } });
  if (quarantined === 0) return [];
  const admins = await listAdminIds(tx);
  return admins.map((personId) => ({
    personId,
    kind: 'alert',
    occasion: `departure ${leaving.id} ${since.toISOString()}`,
    title: `${countOf(quarantined)} of ${leaving.name} went into quarantine`,
    message: {
      lines: [`${leaving.name} left, and neither a successor nor a manager nor a lead of the department could take over.`, 'Only admins can open these Sites until somebody owns them.'],
      action: { label: 'See the queue', href: '/lifecycle/quarantine' },
    },
  }));
}

function countOf(sites: number): string {
  return `${sites.toLocaleString('en-GB')} ${sites === 1 ? 'Site' : 'Sites'}`;
}
