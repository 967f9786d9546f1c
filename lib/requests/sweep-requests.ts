import type { Step } from '@/lib/lifecycle/sweep-step';

export const sweepRequests: Step = () => Promise.resolve({ cursor: null, did: {}, events: [] });
