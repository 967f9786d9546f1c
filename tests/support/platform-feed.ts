import { importFeed } from '@/lib/imports/commands/import-feed';
import type { ImportReport } from '@/lib/imports/report';
import { now, type World } from './world';

/** A platform id that no other test has. */
let made = 0;
export const newProjectId = (): string => `appgprj_68f00000${(made += 1).toString(16).padStart(24, '0')}`;

type Shown = {
  projectId: string;
  mode?: 'public' | 'admins_only' | 'workspace_all' | 'custom';
  owner?: string;
  users?: string[];
  status?: string;
  /** The platform's revision and time of the Site; left out, the report has none. */
  revision?: number;
  label?: string;
};

/** A Site as the connector lists it. */
export function shown({ projectId, mode = 'workspace_all', owner = 'olga@example.com', users = [], status = 'active', revision, label = 'acme' }: Shown): Record<string, unknown> {
  return {
    id: projectId,
    title: 'CRM Notes',
    status,
    current_live_url: `https://notes-${projectId.slice(-6)}.${label}.chatgpt.site`,
    ...(revision === undefined ? {} : { updated_at: new Date(Date.UTC(2026, 10, 1, 0, revision)).toISOString() }),
    access_policy: {
      access_mode: mode,
      ...(revision === undefined ? {} : { revision }),
      allowed_users: [...(owner === '' ? [] : [{ email: owner, name: owner, role: 'owner' }]), ...users.map((email) => ({ email, name: email, role: 'viewer' }))],
      allowed_groups: [],
      external_visitor_count: 0,
    },
  };
}

export type FeedInput = { sites?: Record<string, unknown>[]; complete?: boolean; evenIfMany?: boolean; reportedAt?: string; apply?: boolean };

/** The platform's report, as an admin sends it at an instant. */
export function report(world: World, { apply = true, ...feed }: FeedInput, at: Date = now): Promise<ImportReport> {
  return world.run(importFeed, { apply, ...feed }, 'ada', { now: at });
}

/** The demands of a Site that are in force, by aspect. */
export async function demandsOn(world: World, siteId: string): Promise<Record<string, { id: string; state: string; proof: string | null; reopened: number; wanted: unknown; revision: number }>> {
  const rows = await world.db.prisma.enforcement.findMany({ where: { siteId, state: { not: 'superseded' } } });
  return Object.fromEntries(rows.map((row) => [row.aspect, row]));
}
