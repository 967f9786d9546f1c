'use server';

import type { PaletteCommand } from '@/components/ui/palette-command';
import { audienceLabels } from '@/lib/domain/audience';
import type { SiteAction } from '@/lib/domain/lifecycle';
import { siteStateLabels } from '@/lib/domain/site';
import { requireActor } from '@/lib/gate/action';
import type { Actor } from '@/lib/gate/actor';
import { ProblemError } from '@/lib/gate/problem';
import { runQuery } from '@/lib/gate/query';
import { listPeople } from '@/lib/people/list-people';
import { getSite } from '@/lib/sites/get-site';
import { listSites } from '@/lib/sites/list-sites';
import { listViews } from '@/lib/views/list-views';

/** As many of each kind as one can look over without scrolling far. */
const shown = { sites: '6', people: '4', views: 6 } as const;

/** What the palette finds: Sites, people and saved views by what was typed, and what can be done with the open Site. */
export async function findAnything(query: string, path: string): Promise<PaletteCommand[]> {
  const actor = await requireActor();
  const text = query.trim().slice(0, 200);
  const found = await Promise.all([
    actionsOnSite(path, text, actor),
    text === '' ? [] : sitesLike(text, actor),
    text === '' ? [] : peopleLike(text, actor),
    viewsLike(text, actor),
  ]);
  return found.flat();
}

async function sitesLike(q: string, actor: Actor): Promise<PaletteCommand[]> {
  const { items } = await runQuery(listSites, { q, limit: shown.sites }, actor);
  return items.map(({ id, slug, title, state, audience, owner }) => ({
    id: `site-${id}`,
    label: title,
    group: 'Sites',
    href: `/sites/${slug}`,
    hint: [siteStateLabels[state], audienceLabels[audience], owner?.name].filter(Boolean).join(' · '),
  }));
}

async function peopleLike(q: string, actor: Actor): Promise<PaletteCommand[]> {
  const { items } = await runQuery(listPeople, { q, limit: shown.people }, actor);
  return items.map(({ id, name, email, active }) => ({
    id: `person-${id}`,
    label: `Sites of ${name}`,
    group: 'People',
    href: `/sites?owner=${encodeURIComponent(email)}`,
    hint: active ? email : `${email} · has left`,
  }));
}

async function viewsLike(text: string, actor: Actor): Promise<PaletteCommand[]> {
  const { items } = await runQuery(listViews, {}, actor);
  return items
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
    .slice(0, shown.views)
    .map(({ id, name, isMine, owner }) => ({ id: `view-${id}`, label: name, group: 'Views', href: `/sites?view=${id}`, hint: isMine ? 'Yours' : `Shared by ${owner.name}` }));
}

/** The actions that a Site's page has a dialog for, as one would look for them. */
const verbs: Partial<Record<SiteAction, string>> = {
  renew: 'Renew',
  review: 'Record a review of',
  edit: 'Edit',
  name_successor: 'Name the successor of',
  transfer: 'Transfer',
  narrow: 'Narrow the audience of',
  request_widening: 'Ask to widen',
  disable: 'Disable',
  enable: 'Re-enable',
  set_legal_hold: 'Set or lift the legal hold on',
};

async function actionsOnSite(path: string, text: string, actor: Actor): Promise<PaletteCommand[]> {
  const siteId = /^\/sites\/(?!new$)([^/]+)$/.exec(path)?.[1];
  if (siteId === undefined) return [];
  const site = await runQuery(getSite, { siteId }, actor).catch((error: unknown) => {
    if (error instanceof ProblemError) return null; // the page itself says that there is no such Site
    throw error;
  });
  if (site === null) return [];
  return (Object.keys(verbs) as SiteAction[])
    .filter((action) => site.actions[action].allowed)
    .map((action) => ({
      id: `do-${action}`,
      label: `${verbs[action] ?? action} ${site.title}`,
      group: 'This Site',
      // A widening has a page of its own; the others open over the Site's.
      href: action === 'request_widening' ? `/sites/${site.slug}/widen` : `/sites/${site.slug}?do=${action}`,
      loadsPage: true,
    }))
    .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
}
