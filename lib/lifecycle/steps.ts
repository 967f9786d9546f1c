import type { SweepPhase } from '@/lib/domain/sweep';
import { handOverDeparted } from '@/lib/departures/hand-over-departed';
import { advanceRetirements } from '@/lib/retirements/advance-retirements';
import { sweepEnforcement } from './sweep-enforcement';
import { sweepSites } from './sweep-sites';
import type { Step } from './sweep-step';
import { sweepTidy } from './sweep-tidy';

/** What each phase of a sweep does. */
export const steps: Record<SweepPhase, Step> = {
  departures: handOverDeparted,
  sites: sweepSites,
  retirements: advanceRetirements,
  enforcement: sweepEnforcement,
  tidy: sweepTidy,
};
