import { useState } from 'react';
import type { Problem } from '@/lib/gate/problem';

type Row = { id: string; revision: number };
/** One Site as whoever acts on it saw it. */
export type SeenSite = { siteId: string; revision: number };
/** What came of one Site; no problem: it was done. */
export type SiteResult = { siteId: string; problem: Problem | null };

/** So many go to the server at once; the progress moves after each. */
const batchSize = 10;

/** Sites that are ticked, sent to the server some at a time, and told of one by one. */
export function useManySites<Site extends Row>(given: Site[], tickedAtFirst: Site[]) {
  // Those that are done leave the server's list; here they stay, so that their result can be read.
  const [sites, setSites] = useState(given);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(tickedAtFirst.map(({ id }) => id)));
  const [results, setResults] = useState<ReadonlyMap<string, Problem | null>>(new Map());
  const [running, setRunning] = useState<{ done: number; total: number } | null>(null);
  const [lost, setLost] = useState(false);
  const current = new Map(given.map((site) => [site.id, site]));
  const waiting = sites.filter(({ id }) => results.get(id) !== null);
  const failed = [...results.values()].filter((problem) => problem !== null).length;

  const choose = (which: readonly Row[]) => setTicked(new Set(which.map(({ id }) => id)));
  return {
    sites,
    /** A Site as the server's list has it now. */
    current,
    /** Those that are not done. */
    waiting,
    ticked,
    results,
    running,
    /** Whether the server gave no answer on the way. */
    lost,
    failed,
    done: results.size - failed,
    choose,
    tick: (id: string, isTicked: boolean) => setTicked((before) => new Set(isTicked ? [...before, id] : [...before].filter((each) => each !== id))),
    /** Sends those of some Sites that are in the list, each at the revision that the server's list last had. */
    run: async (among: readonly Site[], ids: ReadonlySet<string>, send: (seen: SeenSite[]) => Promise<SiteResult[]>): Promise<void> => {
      const seen = among.filter(({ id }) => ids.has(id)).map(({ id, revision }) => ({ siteId: id, revision: current.get(id)?.revision ?? revision }));
      setRunning({ done: 0, total: seen.length });
      setLost(false);
      try {
        for (let at = 0; at < seen.length; at += batchSize) {
          const answers = await send(seen.slice(at, at + batchSize));
          setResults((before) => new Map([...before, ...answers.map(({ siteId, problem }) => [siteId, problem] as const)]));
          setTicked((before) => new Set([...before].filter((id) => answers.every(({ siteId, problem }) => siteId !== id || problem !== null))));
          setRunning({ done: Math.min(at + batchSize, seen.length), total: seen.length });
        }
      } catch {
        setLost(true);
      } finally {
        setRunning(null);
      }
    },
    /** Begins anew with what the server's list has left. */
    showRest: (tickedThen: readonly Row[]) => {
      setSites(given);
      choose(tickedThen);
      setResults(new Map());
    },
  };
}
