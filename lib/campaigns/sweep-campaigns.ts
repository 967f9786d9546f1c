import type { Step } from '@/lib/lifecycle/sweep-step';

export const sweepCampaigns: Step = () => Promise.resolve({ cursor: null, did: {}, events: [] });
