import type { ReactNode } from 'react';
import { classificationLabels, type Classification } from '@/lib/domain/classification';
import { silenceRuleLabels, silenceRules, type Settings } from '@/lib/domain/settings';
import { Checkbox } from '../form/checkbox';
import { CheckboxGroup } from '../form/checkbox-group';
import { errorFor, type FormProblem } from '../form/form-error';
import { Select } from '../form/select';
import { TextArea } from '../form/text-area';
import { TextField } from '../form/text-field';
import { Panel } from '../ui/panel';
import { DaysField } from './days-field';
import { EachClassification } from './each-classification';
import { RiskWeightFields } from './risk-weight-fields';
import { settingsField } from './settings-value';

export interface SettingsFieldsProps {
  settings: Settings;
  problem: FormProblem | null;
  readOnly: boolean;
}

type DaysKey = { [Key in keyof Settings]: Settings[Key] extends number | null ? Key : never }[keyof Settings];
type EachDaysKey = { [Key in keyof Settings]: Settings[Key] extends Record<Classification, number> ? Key : never }[keyof Settings];
type Limits = { min?: number; max?: number; isOptional?: boolean; unit?: string };

const silenceOptions = silenceRules.map((value) => ({ value, label: silenceRuleLabels[value] }));
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, index) => ({ value: String(index + 1), label }));
const digests = [
  { value: 'weekly', label: 'Once a week' },
  { value: 'daily', label: 'Once a day' },
];

/** Every setting of the workspace, in groups. */
export function SettingsFields({ settings, problem, readOnly }: SettingsFieldsProps) {
  const error = (path: string) => errorFor(problem, settingsField(path));
  const days = (key: DaysKey, label: string, hint: string, limits: Limits = {}) => (
    <DaysField name={settingsField(key)} label={label} hint={hint} value={settings[key]} {...limits} readOnly={readOnly} error={error(key)} />
  );
  const eachDays = (key: EachDaysKey, title: string, text: string, limits: Limits = {}) => (
    <EachClassification
      title={title}
      text={text}
      field={(classification) => (
        <DaysField
          name={settingsField(`${key}.${classification}`)}
          label={classificationLabels[classification]}
          value={settings[key][classification]}
          {...limits}
          readOnly={readOnly}
          error={error(`${key}.${classification}`)}
        />
      )}
    />
  );
  return (
    <>
      <Group title="Lifetimes">
        {eachDays('lifetimeDays', 'Usual lifetime', 'The expiry that a Site gets when nobody chose one.')}
        {eachDays('longestLifetimeDays', 'Longest lifetime', 'How far an owner may renew, counted from the day of the renewal. Beyond it they ask.')}
        {eachDays('renewsItselfDays', 'Renews by itself', 'A Site that was visited within so many days before its expiry is renewed without anybody. 0: never.', { min: 0, max: 365 })}
      </Group>
      <Group title="Reminders and grace">
        <Pair>
          <TextField
            name={settingsField('reminderDays')}
            label="Reminders, days before"
            required
            hint="Of an expiry or a review. Up to eight, with commas between."
            pattern="\s*\d+(\s*[,;\s]\s*\d+)*\s*"
            defaultValue={settings.reminderDays.join(', ')}
            readOnly={readOnly}
            error={error('reminderDays')}
          />
          {days('expiringDays', 'Expiring', 'From how many days before its expiry a Site counts as expiring.')}
        </Pair>
        {eachDays('graceDays', 'Grace', 'How long after its expiry a Site stays open before it is disabled.', { min: 0, max: 365 })}
      </Group>
      <Group title="Inactivity">
        {eachDays('inactiveDays', 'Inactive', 'After how many days without a visit a live Site counts as inactive. Without visit data none does.')}
        <Pair>
          {days('inactivityGraceDays', 'Time to answer', 'How long an owner has to say that it is still needed before it is disabled.')}
        </Pair>
      </Group>
      <Group title="Reviews and silence">
        {eachDays('reviewIntervalDays', 'Review interval', 'How long a recorded review holds.')}
        <EachClassification
          title="When nobody answers"
          text="What happens to a Site once its review is overdue for longer than below."
          field={(classification) => (
            <Select
              name={settingsField(`reviewSilence.${classification}`)}
              label={classificationLabels[classification]}
              required
              options={silenceOptions}
              defaultValue={settings.reviewSilence[classification]}
              disabled={readOnly}
              error={error(`reviewSilence.${classification}`)}
            />
          )}
        />
        <Pair>{days('reviewGraceDays', 'Overdue before that', 'How long a review may be overdue before silence has its effect.', { min: 0, max: 365 })}</Pair>
      </Group>
      <Group title="Quiet days" description="Nobody is written to and nothing is closed on them, by UTC; what is due waits for the next day.">
        <Pair>
          <fieldset disabled={readOnly}>
            <CheckboxGroup name={settingsField('quietWeekdays')} label="Days of the week" options={weekdays} defaultValue={settings.quietWeekdays.map(String)} error={error('quietWeekdays')} />
          </fieldset>
          <TextArea
            name={settingsField('quietDates')}
            label="Dates"
            hint="One a line, such as 2026-12-24."
            defaultValue={settings.quietDates.join('\n')}
            rows={6}
            readOnly={readOnly}
            error={error('quietDates')}
          />
        </Pair>
      </Group>
      <Group title="Telling people">
        <Pair>
          <Select
            name={settingsField('digestAtLeast')}
            label="Digest, at least"
            required
            options={digests}
            defaultValue={settings.digestAtLeast}
            disabled={readOnly}
            hint="The least that people may choose for themselves."
            error={error('digestAtLeast')}
          />
          <Checkbox
            name={settingsField('mailIsRequired')}
            label="Everybody gets e-mail"
            hint="Unticked, people may do without and read their inbox here."
            defaultChecked={settings.mailIsRequired}
            disabled={readOnly}
          />
        </Pair>
      </Group>
      <Group title="Safety">
        <Pair>
          {days('breakerPercent', 'Stop and ask above', 'A sweep that would close more than this share of all open Sites stops until an admin decides.', { max: 100, unit: 'percent' })}
          {days('breakerLeast', 'But never below', 'A sweep that would close fewer than this never stops.', { max: 1_000_000, unit: 'Sites' })}
          {days('confirmDays', 'Unconfirmed', 'How long a decision may stay without proof from the platform before it counts as unconfirmed.')}
        </Pair>
      </Group>
      <Group title="Requests">
        <Pair>
          {days('requestDueDays', 'No answer means no after', 'How long a request may wait for its answers. It ends then, and the audience stays as it is.')}
          {days('requestReminderDays', 'Remind reviewers every', 'After so many days without an answer, and again after as many.')}
          {days('requestEscalateDays', 'Escalate after', 'Then the alternates of its stage and the admins are asked as well.')}
          <TextField
            name={settingsField('termNoticeDays')}
            label="Notice before a widening ends, days before"
            required
            hint="Up to four, with commas between. Everyone whom it concerns is told."
            pattern="\s*\d+(\s*[,;\s]\s*\d+)*\s*"
            defaultValue={settings.termNoticeDays.join(', ')}
            readOnly={readOnly}
            error={error('termNoticeDays')}
          />
        </Pair>
      </Group>
      <Group title="Risk" description="A request shows its risk as points out of 100, each explained; the queue can be sorted by it.">
        <RiskWeightFields weights={settings.riskWeights} readOnly={readOnly} error={error} />
      </Group>
      <Group title="Retirement">
        {eachDays('retireAfterDays', 'Retirement begins', 'How long a Site stays disabled for its expiry, inactivity or departed owner before its retirement begins.')}
        <Pair>
          {days('retirementNoticeDays', 'Notice', 'How long people are told before a Site that is retired closes.', { min: 0, max: 365 })}
          {days('tombstoneNamesDays', 'Names on tombstones', 'How long a tombstone keeps the names of people. Empty: for good. Everything else of it stays.', { min: 365, max: 36_500, isOptional: true })}
        </Pair>
      </Group>
    </>
  );
}

function Group({ title, description, children }: { title: string; description?: string; children: ReactNode }) {
  return (
    <Panel title={title} description={description}>
      <div className="space-y-5">{children}</div>
    </Panel>
  );
}

function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-3 sm:grid-cols-2">{children}</div>;
}
