import type { Step } from '@/lib/lifecycle/sweep-step';

export const endTerms: Step = () => Promise.resolve({ cursor: null, did: {}, events: [] });
