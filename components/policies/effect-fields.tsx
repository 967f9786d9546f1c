import { audienceLabels, audienceModes, type AudienceMode } from '@/lib/domain/audience';
import { evidenceKinds, evidenceLabels, type EvidenceKind } from '@/lib/domain/evidence';
import type { PolicyEffect } from '@/lib/domain/policy';
import { Checkbox } from '../form/checkbox';
import { CheckboxGroup } from '../form/checkbox-group';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { CountField } from './count-field';
import type { Finders } from './policy-draft';
import { StageFields } from './stage-fields';

export interface EffectFieldsProps {
  at: number;
  effect: PolicyEffect;
  onChange: (effect: PolicyEffect) => void;
  find: Finders;
  names: Record<string, string>;
}

const widest = [{ value: 'any', label: 'Any audience' }, ...audienceModes.map((value) => ({ value, label: audienceLabels[value] }))];
const evidence = evidenceKinds.map((value) => ({ value, label: evidenceLabels[value] }));

/** What an effect says, field by field. */
export function EffectFields({ at, effect, onChange, find, names }: EffectFieldsProps) {
  const name = (field: string) => `effects.${at}.${field}`;
  const message = (each: Extract<PolicyEffect, { message: string }>, hint: string) => (
    <TextArea name={name('message')} label="Message" required rows={2} maxLength={500} value={each.message} onChange={({ target }) => onChange({ ...each, message: target.value })} hint={hint} />
  );
  switch (effect.effect) {
    case 'forbid':
      return message(effect, 'What people are told: why it is refused, and what they can do instead.');
    case 'warn':
      return message(effect, 'What people see beside it. Nothing is stopped.');
    case 'disable':
      return message(effect, 'What the owner is told. When the platform differs, and at each sweep.');
    case 're_review':
      return (
        <>
          {message(effect, 'What the owner and the reviewers are told.')}
          <Checkbox name={name('narrowFirst')} label="Close it to all but its owner meanwhile" checked={effect.narrowFirst} onChange={({ target }) => onChange({ ...effect, narrowFirst: target.checked })} />
        </>
      );
    case 'require_stage':
      return <StageFields name={name('stage')} stage={effect.stage} onChange={(stage) => onChange({ ...effect, stage })} find={find} names={names} />;
    case 'require_evidence':
      return (
        <div className="[&_fieldset]:sm:columns-2">
          <CheckboxGroup name={name('kinds')} label="Evidence" options={evidence} value={effect.kinds} onChange={(kinds) => onChange({ ...effect, kinds: kinds as EvidenceKind[] })} />
        </div>
      );
    case 'limit_audience':
      return (
        <>
          <div className="grid items-start gap-3 sm:grid-cols-2">
            <Select
              name={name('mode')}
              label="The widest audience"
              required
              options={widest}
              value={effect.mode ?? 'any'}
              onChange={(mode) => onChange({ ...effect, mode: mode === 'any' ? null : (mode as AudienceMode) })}
            />
            <CountField name={name('people')} label="People at most" value={effect.people} onChange={(people) => onChange({ ...effect, people })} hint="Groups resolved. Empty: any number." max={10_000_000} />
          </div>
          {message(effect, 'What people are told whose audience is wider.')}
        </>
      );
    case 'limit_lifetime':
    case 'limit_duration':
      return (
        <>
          <div className="max-w-60">
            <CountField
              name={name('days')}
              label={effect.effect === 'limit_lifetime' ? 'Longest lifetime in days' : 'A widening ends after days'}
              required
              value={effect.days}
              onChange={(days) => onChange({ ...effect, days: days ?? 1 })}
              min={1}
              max={3650}
            />
          </div>
          {message(effect, 'What people are told who ask for longer.')}
        </>
      );
    case 'low_risk':
      return <p className="text-muted">Such requests may be decided many at once, unless another policy warns or forbids.</p>;
  }
}
