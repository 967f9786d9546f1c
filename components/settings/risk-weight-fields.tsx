import { audienceLabels, audienceModes } from '@/lib/domain/audience';
import { sensitivities, sensitivityLabels } from '@/lib/domain/classification';
import type { RiskWeights } from '@/lib/domain/risk-weights';
import { DaysField } from './days-field';
import { settingsField } from './settings-value';

export interface RiskWeightFieldsProps {
  weights: RiskWeights;
  readOnly: boolean;
  error: (path: string) => string | undefined;
}

type Added = Exclude<keyof RiskWeights, 'sensitivity' | 'exposurePercent' | 'secretMaxAgeDays'>;

const added: { key: Added; label: string; hint: string }[] = [
  { key: 'writes', label: 'Writes', hint: 'For each source that the Site writes to, three at most.' },
  { key: 'forbiddenUse', label: 'Use against the matrix', hint: 'A source that may not be used so, or two that must not meet.' },
  { key: 'hundredPeople', label: 'A hundred people', hint: 'For each full hundred who gain access, four at most.' },
  { key: 'unreviewedVersions', label: 'Unreviewed versions', hint: 'For each version saved since the last review, three at most.' },
  { key: 'storage', label: 'Storage', hint: 'For each storage binding.' },
  { key: 'unfinishedNotes', label: 'Unfinished storage notes', hint: 'Where a binding has no complete note.' },
  { key: 'staleSecrets', label: 'Old secrets', hint: 'Where a secret is older than the days beside.' },
];

/** How much each thing weighs in the risk of a request. */
export function RiskWeightFields({ weights, readOnly, error }: RiskWeightFieldsProps) {
  const field = (path: string, label: string, value: number, more: { hint?: string; unit?: string; min?: number; max?: number } = {}) => (
    <DaysField key={path} name={settingsField(`riskWeights.${path}`)} label={label} value={value} min={0} max={100} unit="points" {...more} readOnly={readOnly} error={error(`riskWeights.${path}`)} />
  );
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="font-semibold">Sensitivity</legend>
        <p className="mb-2 text-xs text-muted">Of the most sensitive source that a Site uses, before it is multiplied by the exposure.</p>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
          {sensitivities.map((sensitivity) => field(`sensitivity.${sensitivity}`, sensitivityLabels[sensitivity], weights.sensitivity[sensitivity]))}
        </div>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="font-semibold">Exposure</legend>
        <p className="mb-2 text-xs text-muted">How much of the sensitivity counts for the audience that is asked for.</p>
        <div className="grid gap-3 sm:grid-cols-3">
          {audienceModes.map((mode) => field(`exposurePercent.${mode}`, audienceLabels[mode], weights.exposurePercent[mode], { unit: 'percent' }))}
        </div>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="font-semibold">Added to that</legend>
        <p className="mb-2 text-xs text-muted">What makes an exposure harder to take back. More than 100 in all counts as 100.</p>
        <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {added.map(({ key, label, hint }) => field(key, label, weights[key], { hint }))}
          {field('secretMaxAgeDays', 'A secret is old after', weights.secretMaxAgeDays, { unit: 'days', min: 1, max: 3650 })}
        </div>
      </fieldset>
    </>
  );
}
