import type { SweepPhase } from '@/lib/domain/sweep';
import { handOverDeparted } from '@/lib/departures/hand-over-departed';
import { sweepSites } from './sweep-sites';
import type { Step } from './sweep-step';

const nothing: Step = () => Promise.resolve({ cursor: null, did: {}, events: [] });

/** What each phase of a sweep does. */
export const steps: Record<SweepPhase, Step> = {
  departures: handOverDeparted,
  sites: sweepSites,
  retirements: nothing,
  enforcement: nothing,
  tidy: nothing,
};
