import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { CompiledSearch } from './compile-search';
import { holdsText, likePattern, signsOf, textCondition, wordsOf } from './site-where';

const { sql, join } = Prisma;

/**
 * How a text is looked for in a sorted list: walk the order and look at the text of each row that passes the other
 * filters, `most` at the utmost; or ask the trigram index for all that match, by the words that are rare enough to
 * pay, and sort them.
 */
export type TextPlan = { kind: 'walk'; most: number; otherwise: IndexPlan } | IndexPlan;
type IndexPlan = { kind: 'index'; words: string[] };

/** Above this share of all Sites, a word's trigrams cost more to read than they save. */
const commonShare = 0.2;
/** What a step costs, measured on a million Sites, in microseconds: past a row in an index, and from a match to its row. */
const stepCost = 1;
const matchCost = 4;
const sampleSize = 1_000;

/** How common a text and its words are, as shares of all Sites, told from the sample. */
export type TextShares = { whole: number; isSeen: boolean; words: { word: string; share: number }[]; hasSigns: boolean; sites: number };

export async function readTextShares({ pool }: Database, q: string): Promise<TextShares> {
  const words = wordsOf(q);
  const share = (pattern: string): Prisma.Sql => sql`count(*) FILTER (WHERE body LIKE lower(${likePattern(pattern)}))::int`;
  const { text, values } = sql`SELECT ARRAY[${join([q, ...words].map(share))}] AS hits, count(*)::int AS all,
    (SELECT coalesce(sum(ones), 0)::int FROM site_bitmap WHERE facet = 'all') AS sites FROM site_text_sample`;
  const { rows: [sample] } = await pool.query<{ hits: number[]; all: number; sites: number }>({ text, values });
  const shareAt = (index: number): number => (sample === undefined || sample.all === 0 ? 0 : (sample.hits[index] ?? 0) / sample.all);
  return {
    // Unseen in the sample is less than once in it.
    whole: Math.max(shareAt(0), 0.5 / sampleSize),
    isSeen: shareAt(0) > 0,
    words: words.map((word, index) => ({ word, share: shareAt(index + 1) })),
    hasSigns: signsOf(q).length > 0,
    sites: Math.max(1, sample?.sites ?? 1),
  };
}

function indexPlan({ words, hasSigns }: TextShares): IndexPlan {
  const rare = words.filter(({ share }) => share <= commonShare);
  return { kind: 'index', words: (rare.length > 0 || hasSigns ? rare : words).map(({ word }) => word) };
}

/**
 * Chooses from how common the text and its words are. PostgreSQL's own estimate is blind to how common trigrams cost
 * when they are ANDed, and to text that hangs together with the order.
 * @param fitting how many Sites pass the other filters; null where there are none.
 */
export function planText(shares: TextShares, { fitting, rows }: { fitting: number | null; rows: number }): TextPlan {
  const { whole, isSeen, sites } = shares;
  const index = indexPlan(shares);
  const walked = rows / (whole * (Math.max(1, fitting ?? sites) / sites));
  const isWalk = isSeen && walked * stepCost < whole * sites * matchCost;
  return isWalk ? { kind: 'walk', most: Math.ceil((rows / whole) * 4) + 100, otherwise: index } : index;
}

/** All texts that match, over `site_text t`: by an index where there is a word or a sign for it, else by reading every text. */
export function textMatches(text: string, shares: TextShares): Prisma.Sql {
  const plan = indexPlan(shares);
  if (plan.words.length > 0 || (shares.hasSigns && shares.whole <= commonShare)) return narrowedBy(text, plan);
  return holdsText(text);
}

/** The whole text is kept from the index, which would read the trigrams of its common words too. */
function narrowedBy(text: string, { words }: IndexPlan): Prisma.Sql {
  const narrowed = words.length > 0 ? words.map((word) => sql`t.body LIKE lower(${likePattern(word)})`) : signsOf(text);
  return narrowed.length === 0 ? textCondition(text) : join([...narrowed, holdsText(text)], ' AND ');
}

/** Tables and condition of a sorted list by a plan; by none, as the search itself says it. */
export function searchBy(compiled: CompiledSearch, plan: TextPlan | null, { conditions, order }: { conditions: Prisma.Sql[]; order: Prisma.Sql }): { from: Prisma.Sql; where: Prisma.Sql } {
  const { where, text } = compiled.parts;
  if (plan === null || text === null) return compiled;
  if (plan.kind === 'walk') {
    const walk = sql`(SELECT i.* FROM site_index i WHERE ${join([where, ...conditions], ' AND ')} ORDER BY ${order} LIMIT ${plan.most})`;
    return { from: sql`${walk} i JOIN site_text t ON t.site_id = i.site_id`, where: holdsText(text) };
  }
  const matches = sql`(SELECT t.site_id FROM site_text t WHERE ${narrowedBy(text, plan)} OFFSET 0)`;
  return { from: sql`${matches} t JOIN site_index i ON i.site_id = t.site_id`, where };
}
