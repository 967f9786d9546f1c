import type { SweepPhase } from '@/lib/domain/sweep';
import { sweepCampaigns } from '@/lib/campaigns/sweep-campaigns';
import { handOverDeparted } from '@/lib/departures/hand-over-departed';
import { sweepPolicies } from '@/lib/policies/sweep-policies';
import { sweepRequests } from '@/lib/requests/sweep-requests';
import { advanceRetirements } from '@/lib/retirements/advance-retirements';
import { sweepTerms } from '@/lib/terms/sweep-terms';
import { sweepEnforcement } from './sweep-enforcement';
import { sweepSites } from './sweep-sites';
import type { Step } from './sweep-step';
import { sweepTidy } from './sweep-tidy';

/** What each phase of a sweep does. */
export const steps: Record<SweepPhase, Step> = {
  departures: handOverDeparted,
  sites: sweepSites,
  retirements: advanceRetirements,
  requests: sweepRequests,
  terms: sweepTerms,
  campaigns: sweepCampaigns,
  policies: sweepPolicies,
  enforcement: sweepEnforcement,
  tidy: sweepTidy,
};
