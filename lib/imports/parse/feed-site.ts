import type { ObservedMode } from '../../domain/audience';
import { cleanText, shorten } from './clean-text';
import type { RawEnvironment, RawSite } from './feed-schemas';
import { webUrl } from './web-url';

export type FeedUser = {
  accountUserId?: string;
  email?: string;
  name?: string;
  role?: 'owner' | 'editor' | 'viewer';
  isExternal: boolean;
};

export type FeedGroup = { id?: string; name?: string; role?: string; size?: number };

/** Who may open the Site there. A list that the feed doesn't mention is absent: unknown, not empty. */
export type FeedAccess = {
  mode: ObservedMode;
  revision?: number;
  allowedUsers?: FeedUser[];
  allowedGroups?: FeedGroup[];
  allowedEditors?: FeedUser[];
  tenantGroupIds?: string[];
  externalVisitorCount?: number;
  updatedAt?: Date;
};

export type FeedEnvironment = { revision?: number; keys: { key: string; isSecret: boolean }[] };

/** A Site as the platform reports it. There is no place for a secret in it. */
export type FeedSite = {
  projectId: string;
  title?: string;
  description?: string;
  slug?: string;
  status?: string;
  currentLiveUrl?: string;
  expectedUrl?: string;
  screenshotUrl?: string;
  /** The account's part of `https://<slug>.<account label>.chatgpt.site`. */
  accountLabel?: string;
  updatedAt?: Date;
  access?: FeedAccess;
  environment?: FeedEnvironment;
};

type Loose<Type> = { -readonly [Key in keyof Type]?: Type[Key] | null | undefined };

/** Leaves out what is null, undefined or empty text, as optional properties want it. */
export function present<Type extends object>(values: Loose<Type>): Partial<Type> {
  const kept: Partial<Type> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== null && value !== undefined && value !== '') kept[key] = value;
  }
  return kept;
}

/** Normalises a Site that the schema has accepted. */
export function toFeedSite(raw: RawSite): FeedSite {
  const urls = present<FeedSite>({
    currentLiveUrl: webUrl(raw.current_live_url),
    expectedUrl: webUrl(raw.expected_url),
    screenshotUrl: webUrl(raw.screenshot_url),
  });
  const host = hostParts(urls.currentLiveUrl) ?? hostParts(urls.expectedUrl);
  return {
    projectId: raw.id,
    ...urls,
    ...present<FeedSite>({
      title: lineOf(raw.title, 200),
      description: raw.description == null ? undefined : shorten(raw.description.trim(), 4000),
      slug: lineOf(raw.slug, 200) || host?.slug,
      status: lineOf(raw.status, 60),
      accountLabel: host?.label,
      updatedAt: raw.updated_at,
      access: accessOf(raw),
      environment: raw.environment == null ? undefined : environmentOf(raw.environment),
    }),
  };
}

/** Normalises an environment; values were dropped before. A key that stands twice counts as secret if either does. */
export function environmentOf(raw: Pick<RawEnvironment, 'revision' | 'entries'>): FeedEnvironment {
  const keys = new Map<string, boolean>();
  for (const entry of raw.entries ?? []) {
    const key = cleanText(entry.key, 200);
    if (key !== '') keys.set(key, (keys.get(key) ?? false) || (entry.is_secret ?? true));
  }
  return {
    ...present<FeedEnvironment>({ revision: raw.revision }),
    keys: [...keys].map(([key, isSecret]) => ({ key, isSecret })),
  };
}

function accessOf(raw: RawSite): FeedAccess | undefined {
  const policy = raw.access_policy;
  // The policy carries the revision, so its word counts more than the copy at the top.
  const mode = policy?.access_mode ?? raw.access_mode;
  if (mode == null) return undefined;
  return {
    mode,
    ...present<FeedAccess>({
      revision: policy?.revision,
      allowedUsers: usersOf(policy?.allowed_users, policy?.allowed_account_user_ids),
      allowedGroups: groupsOf(policy?.allowed_groups, policy?.allowed_workspace_group_ids),
      allowedEditors: policy?.allowed_editors?.map((editor) =>
        typeof editor === 'string'
          ? { ...(editor.includes('@') ? { email: editor.trim().toLowerCase() } : { accountUserId: editor }), isExternal: false }
          : userOf(editor),
      ),
      tenantGroupIds: policy?.allowed_tenant_group_ids == null ? undefined : [...new Set(policy.allowed_tenant_group_ids)],
      externalVisitorCount: policy?.external_visitor_count,
      updatedAt: policy?.updated_at,
    }),
  };
}

type RawPolicy = NonNullable<RawSite['access_policy']>;
type RawUsers = NonNullable<RawPolicy['allowed_users']>;

function userOf(raw: RawUsers[number]): FeedUser {
  const role = raw.role;
  return {
    ...present<FeedUser>({
      accountUserId: lineOf(raw.account_user_id, 200),
      email: lineOf(raw.email, 320)?.toLowerCase(),
      name: lineOf(raw.name, 200),
      role: role === 'owner' || role === 'editor' || role === 'viewer' ? role : undefined,
    }),
    isExternal: raw.is_external ?? false,
  };
}

/** People by object and by bare id are one list: an id that no object carries stands for a person too. */
function usersOf(users: RawPolicy['allowed_users'], ids: RawPolicy['allowed_account_user_ids']): FeedUser[] | undefined {
  if (users == null && ids == null) return undefined;
  const list = (users ?? []).map(userOf);
  const known = new Set(list.map((one) => one.accountUserId));
  const bare = [...new Set(ids ?? [])].filter((id) => !known.has(id));
  return [...list, ...bare.map((accountUserId) => ({ accountUserId, isExternal: false }))];
}

function groupsOf(groups: RawPolicy['allowed_groups'], ids: RawPolicy['allowed_workspace_group_ids']): FeedGroup[] | undefined {
  if (groups == null && ids == null) return undefined;
  const list = (groups ?? []).map((raw) =>
    present<FeedGroup>({ id: lineOf(raw.id, 200), name: lineOf(raw.name, 200), role: lineOf(raw.role, 40), size: raw.size }),
  );
  const known = new Set(list.map((one) => one.id));
  return [...list, ...[...new Set(ids ?? [])].filter((id) => !known.has(id)).map((id) => ({ id }))];
}

/** One line of at most `max` characters, where there is a text at all. */
export function lineOf(text: string | null | undefined, max: number): string | undefined {
  return text == null ? undefined : cleanText(text, max);
}

function hostParts(url: string | undefined): { slug: string; label: string } | undefined {
  const found = /^([a-z0-9-]+)\.([a-z0-9-]+)\.chatgpt\.site$/.exec(url === undefined ? '' : new URL(url).hostname);
  return found === null ? undefined : { slug: found[1] ?? '', label: found[2] ?? '' };
}
