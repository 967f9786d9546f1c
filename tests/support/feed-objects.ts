/** Secrets that the connector's objects carry in these tests: none may be found again anywhere. */
export const feedSecrets = ['siwcBypass0123456789', 'hunter2-value', 'postgres://app:letmein', 'sk-live-0123456789abcdef'] as const;

const minute = (number: number): string => new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString();

type Reported = {
  projectId: string;
  slug?: string;
  title?: string;
  /** Counts the reports: time and revisions go up with it. */
  report: number;
  mode?: 'public' | 'admins_only' | 'workspace_all' | 'custom';
  users?: { email: string; role?: string; is_external?: boolean; account_user_id?: string }[];
  groups?: { id: string; name: string }[];
  visitors?: number;
  status?: string;
  live?: boolean;
  keys?: string[];
};

/** A Site as `get_site` returns it, secrets included. */
export function siteObject({ projectId, slug = 'renewal-desk', title = 'Renewal desk', report, mode = 'admins_only', users = [], groups = [], visitors = 0, status = 'active', live = true, keys = [] }: Reported): Record<string, unknown> {
  return {
    id: projectId,
    title,
    description: 'Shows which contracts end this quarter.',
    slug,
    status,
    current_user_role: 'admin',
    access_mode: mode,
    access_policy: {
      access_mode: mode,
      revision: report,
      allowed_users: users.map((user) => ({ name: user.email, role: 'viewer', is_external: false, ...user })),
      allowed_groups: groups.map((group) => ({ ...group, role: 'viewer', size: 3 })),
      allowed_editors: [],
      external_visitor_count: visitors,
      updated_at: minute(report),
    },
    available_access_modes: ['admins_only', 'custom', 'workspace_all', 'public'],
    current_live_url: live ? `https://${slug}.acme.chatgpt.site` : null,
    expected_url: `https://${slug}.acme.chatgpt.site`,
    screenshot_url: 'https://images.example.com/one.png',
    updated_at: minute(report),
    siwc_bypass_bearer_token: feedSecrets[0],
    environment: {
      revision: report,
      entries: [
        { key: 'CRM_PASSWORD', value: feedSecrets[1], is_secret: true },
        { key: 'CRM_URL', value: feedSecrets[2], is_secret: false },
        ...keys.map((key) => ({ key, value: feedSecrets[3], is_secret: true })),
      ],
    },
  };
}

/** A version as `list_site_versions` returns it. */
export function versionObject(projectId: string, number: number): Record<string, unknown> {
  return {
    id: `${projectId}~appgver_${number}`,
    version_number: number,
    source: { commit_sha: String(number).repeat(40).slice(0, 40) },
    deployment_id: `appgdep_${projectId.slice(-12)}_${number}`,
    created_at: minute(number),
  };
}

/** A deployment as `get_deployment_status` returns it. */
export function deploymentObject(projectId: string, number: number, report: number, status: string): Record<string, unknown> {
  return {
    id: `appgdep_${projectId.slice(-12)}_${number}`,
    version_id: `${projectId}~appgver_${number}`,
    status,
    url: `https://renewal-desk.acme.chatgpt.site`,
    failure_message: status === 'failed' ? `Build stopped: API_KEY=${feedSecrets[3]} was refused` : null,
    env_set_revision: report,
    updated_at: minute(report),
  };
}
