import type { Step } from '@/lib/lifecycle/sweep-step';

export const sweepPolicies: Step = () => Promise.resolve({ cursor: null, did: {}, events: [] });
