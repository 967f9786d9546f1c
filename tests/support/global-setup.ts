import type { TestProject } from 'vitest/node';
import { type TestCluster, joinCluster } from './cluster';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

/** Starts the run's PostgreSQL and tells the tests where it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, leave } = await joinCluster();
  project.provide('cluster', cluster);
  return leave;
}
