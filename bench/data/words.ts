/*
 * What Sites, people and departments are called. The first words of a list are the common ones where a skew says so:
 * “dashboard” is in a fifth of all titles, a code name in one or two.
 */
const words = (text: string): string[] => text.trim().split(/\s*\n\s*/).flatMap((line) => line.split(/\s*,\s*/)).filter(Boolean);

export const departments = words(`
  Sales, Engineering, Customer Success, Marketing, Finance, Product, People, Operations, Support, Data Platform, Legal, Security,
  Procurement, IT, Facilities, Partnerships, Design, Research, Compliance, Treasury, Field Enablement, Internal Audit, Communications, Strategy`);

export const things = words(`
  dashboard, tracker, report, planner, calculator, portal, guide, review board, checklist, directory, simulator, scorecard,
  explorer, playbook, intake form, heat map, roster, archive`);

export const topics = words(`
  pipeline, renewals, forecast, onboarding, headcount, incident, expenses, roadmap, churn, hiring, usage, quota, launch, capacity,
  vendor, invoice, campaign, travel, training, release, contract, feedback, inventory, budget, territory, benefits, compliance,
  migration, outage, webinar, partner, pricing, survey, equipment, access review, retention, cash flow, on-call, office move, carbon`);

export const regions = words(`
  EMEA, Americas, APAC, Nordics, DACH, Iberia, Benelux, UKI, LATAM, Canada, Japan, India, Oceania, Africa, Global, Mid-market,
  Enterprise, Public sector`);

export const customerFirst = words(`
  Bright, Northern, Silver, Copper, Evergreen, Harbour, Summit, Granite, Meadow, Lantern, Orchard, Falcon, Juniper, Cobalt, Willow,
  Anchor, Beacon, Cedar, Delta, Ember, Fjord, Glacier, Hollow, Island, Keystone, Lighthouse, Maple, Nimbus, Opal, Prairie, Quarry,
  Ridge, Sable, Tidal, Umber, Valley, Wander, Yarrow, Zephyr, Atlas, Birch, Crescent, Drift, Echo, Fern, Gale, Heather, Indigo`);
export const customerLast = words(`
  water Labs, field Foods, stone Bank, bridge Health, wood Energy, line Logistics, gate Retail, light Media, crest Insurance,
  haven Hotels, forge Motors, path Travel, works Robotics, view Optics, mark Legal, port Shipping, mill Textiles, spring Pharma,
  peak Sports, land Farms, star Airlines, grid Power, cloud Hosting, house Homes, loop Recycling, point Telecom, leaf Paper, rock Mining`);

/** Three of these make a code name that hardly another Site has. */
export const syllables = words(`
  ba, be, bo, ca, ce, co, da, de, do, fa, fe, fi, ga, go, ha, he, ja, jo, ka, ki, la, le, lo, ma, me, mi, na, ne, no, pa, pe, po,
  qua, ra, re, ri, sa, se, so, ta, te, ti, va, ve, vo, wa, xe, ya, yo, za`);

export const verbs = words(`
  Shows, Collects, Compares, Explains, Tracks, Sums up, Plans, Lists, Simulates, Brings together, Watches, Documents`);
export const subjects = words(`
  open deals, signed contracts, support tickets, weekly active accounts, unpaid invoices, planned hires, cloud spend, product usage,
  survey answers, overdue reviews, launch tasks, stock levels, supplier risks, training hours, incident timelines, list prices,
  travel requests, partner referrals, feature requests, audit findings, energy readings, quota attainment`);
export const rhythms = words('every week, each morning, monthly, for the quarter, on demand, before board meetings, hourly, at month-end');
export const readers = words(`
  account managers, team leads, the leadership, new colleagues, field engineers, analysts, budget owners, recruiters, controllers,
  support agents, the steering group, regional heads`);
export const benefits = words(`
  see at a glance what needs attention, can decide without another meeting, find the numbers behind the slides,
  know whom to ask, catch problems before customers do, keep promises to customers, agree on one version of the truth,
  prepare for the weekly call, spot what changed since last time, stop copying spreadsheets around`);

/** Kept out of the way of the ASCII slugs; people do write such titles. */
export const flourishes = words('– Übersicht, 🚀, (レポート), لوحة المعلومات, 100% draft, v2_final, – równość, “beta”');

export const sourceNotes = words(`
  Reads aggregated figures only; no personal data leaves the warehouse., Uses the nightly export; rows older than a year are dropped.,
  Queries run as the viewer., Figures are copied by hand each Monday., Reads through the shared service account; ask the data team.`);

export const tags = words(`
  weekly, customer-facing, okr, pilot, board, experimental, q4, onboarding, sox, template, legacy, mobile, hackathon, internal-only,
  gdpr, keep, migration, kpi, sales-kickoff, demo, training, archive-soon, finance-close, enablement, field, q1, q2, q3, bi, exec,
  alpha, beta, campaign, partner, pricing, region-emea, region-apac, region-amer, forecast, retention, hiring, culture, security,
  incident, postmortem, runbook, wiki, calculator, planning, budget, travel, events, webinar, launch, research, survey, design,
  brand, legal, contracts, procurement, vendor, audit, compliance, green, facilities, it-assets, data-quality, ml, agents, workshop`);

export const firstNames = words(`
  Anna, Bastien, Chiara, Dmitri, Elias, Freya, Grace, Hugo, Ingrid, Jonas, Keiko, Lukáš, Mei, Nadia, Oskar, Paloma, Quentin, Rahul,
  Sofie, Tobias, Uma, Viktor, Wanda, Ximena, Yusuf, Zoë, Amara, Bruno, Callum, Dunja, Esther, Farid, Greta, Henrike, Ivo, Joaquín,
  Kwame, Leonor, Minh, Noor, Olga, Priya, Rosalind, Samuel, Tess, Ulrich, Vera, Willem, Yara, Zeynep`);
export const lastNames = words(`
  Achterberg, Benali, Castellano, Dahl, Eide, Fontaine, Gallagher, Haugen, Ibarra, Jansen, Kowalczyk, Lindgren, Moretti, Nwosu,
  Okafor, Petrović, Quist, Reyes, Saarinen, Tremblay, Ueda, Volkov, Whitcombe, Xu, Yilmaz, Zeman, Arai, Brandt, Carter, Dupont,
  Eriksen, Feldt, Greco, Hoàng, Ivanova, Jovanović, Keller, Leroy, Madrigal, Novák, Oyelaran, Prado, Raghunathan, Solheim, Thapa,
  Urquhart, Vasquez, Weber, Yamada, Zielińska, Abebe, Bianchi, Costa, Duarte, Engel, Forsberg, Gupta, Hansen, Iqbal, Jensen`);
export const jobTitles = words(`
  Account executive, Software engineer, Customer success manager, Analyst, Marketing manager, Controller, Recruiter, Product manager,
  Support specialist, Designer, Team lead, Counsel, Data engineer, Buyer, Operations manager, Researcher`);

/** key, name, sensitivity, what the workspace allows; the popular ones first. */
export const sources: readonly (readonly [key: string, name: string, sensitivity: string, mode: string])[] = [
  ['slack', 'Slack', 'internal', 'write_capable'],
  ['google_drive', 'Google Drive', 'internal', 'read_only'],
  ['salesforce', 'Salesforce', 'customer', 'confirmation_required'],
  ['snowflake', 'Snowflake', 'customer', 'read_only'],
  ['jira', 'Jira', 'internal', 'write_capable'],
  ['tableau', 'Tableau', 'internal', 'read_only'],
  ['hubspot', 'HubSpot', 'customer', 'confirmation_required'],
  ['github', 'GitHub', 'production', 'confirmation_required'],
  ['notion', 'Notion', 'internal', 'write_capable'],
  ['netsuite', 'NetSuite', 'financial', 'read_only'],
  ['workday', 'Workday', 'employee', 'read_only'],
  ['zendesk', 'Zendesk', 'customer', 'read_only'],
  ['bigquery', 'BigQuery', 'customer', 'read_only'],
  ['hex', 'Hex', 'internal', 'read_only'],
  ['gong', 'Gong', 'customer', 'read_only'],
  ['stripe', 'Stripe', 'financial', 'read_only'],
  ['press_releases', 'Press releases', 'public', 'read_only'],
  ['databricks', 'Databricks Genie', 'financial', 'read_only'],
  ['asana', 'Asana', 'internal', 'write_capable'],
  ['datadog', 'Datadog', 'production', 'read_only'],
  ['greenhouse', 'Greenhouse', 'employee', 'read_only'],
  ['ironclad', 'Ironclad', 'legal', 'read_only'],
  ['outreach', 'Outreach', 'customer', 'confirmation_required'],
  ['coupa', 'Coupa', 'financial', 'read_only'],
  ['exchange_rates', 'Exchange rates', 'public', 'read_only'],
  ['pagerduty', 'PagerDuty', 'production', 'confirmation_required'],
  ['okta', 'Okta', 'security', 'read_only'],
  ['ledger', 'General ledger', 'regulated', 'read_only'],
  ['vault_scans', 'Vault scans', 'security', 'read_only'],
  ['case_files', 'Case files', 'legal', 'read_only'],
  ['weather', 'Weather', 'public', 'read_only'],
  ['trial_records', 'Trial records', 'regulated', 'read_only'],
];
