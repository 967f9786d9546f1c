import { roleLabels } from '@/lib/domain/permissions';
import { stageRelationLabels, stageRelations, type Deciders, type Stage, type StageRelation } from '@/lib/domain/stage';
import { Checkbox } from '../form/checkbox';
import { CheckboxGroup } from '../form/checkbox-group';
import { MultiComboBox } from '../form/multi-combo-box';
import { TextField } from '../form/text-field';
import { CountField } from './count-field';
import { keyFor, type Finders } from './policy-draft';

export interface StageFieldsProps {
  name: string;
  stage: Stage;
  onChange: (stage: Stage) => void;
  find: Finders;
  names: Record<string, string>;
}

type DecidingRole = Deciders['roles'][number];
const decidingRoles = (['reviewer', 'admin'] as const).map((value) => ({ value, label: roleLabels[value] }));
const relations = stageRelations.map((value) => ({ value, label: stageRelationLabels[value] }));
const nobody: Deciders = { roles: [], people: [], groups: [], relations: [] };

/** Who has to approve, how many of them, and when it is their turn. */
export function StageFields({ name, stage, onChange, find, names }: StageFieldsProps) {
  return (
    <div className="space-y-3">
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
        <TextField
          name={`${name}.name`}
          label="Stage"
          required
          maxLength={80}
          value={stage.name}
          onChange={({ target }) => onChange({ ...stage, name: target.value, key: stage.key === keyFor(stage.name).slice(0, 40) ? keyFor(target.value).slice(0, 40) : stage.key })}
        />
        <CountField name={`${name}.approvals`} label="Approvals" required value={stage.approvals} onChange={(approvals) => onChange({ ...stage, approvals: approvals ?? 1 })} min={1} max={10} />
        <CountField name={`${name}.order`} label="Step" required value={stage.order} onChange={(order) => onChange({ ...stage, order: order ?? 1 })} min={1} max={9} hint="Same step: side by side." />
      </div>
      <TextField name={`${name}.key`} label="Key of the stage" required mono maxLength={40} pattern="[a-z0-9]+(-[a-z0-9]+)*" value={stage.key} onChange={({ target }) => onChange({ ...stage, key: target.value })} hint="Policies that ask for the same stage ask for it once. “review” is the workspace’s usual review." />
      <WhoFields name={`${name}.who`} title="Who may answer" who={stage.who} onChange={(who) => onChange({ ...stage, who })} find={find} names={names} />
      <Checkbox
        name={`${name}.hasAlternates`}
        label="Others may answer as well once the request was escalated"
        checked={stage.alternates !== null}
        onChange={({ target }) => onChange({ ...stage, alternates: target.checked ? { ...nobody, roles: ['admin'] } : null })}
      />
      {stage.alternates !== null && <WhoFields name={`${name}.alternates`} title="Alternates" who={stage.alternates} onChange={(alternates) => onChange({ ...stage, alternates })} find={find} names={names} />}
    </div>
  );
}

function WhoFields({ name, title, who, onChange, find, names }: { name: string; title: string; who: Deciders; onChange: (who: Deciders) => void; find: Finders; names: Record<string, string> }) {
  const options = (ids: string[]) => ids.map((value) => ({ value, label: names[value] ?? value }));
  return (
    <fieldset className="grid items-start gap-3 border-l-2 border-line pl-3 sm:grid-cols-2">
      <legend className="sr-only">{title}</legend>
      <CheckboxGroup name={`${name}.roles`} label={`${title}: any of these roles`} options={decidingRoles} value={who.roles} onChange={(roles) => onChange({ ...who, roles: roles as DecidingRole[] })} />
      <CheckboxGroup name={`${name}.relations`} label="or by relation to the Site" options={relations} value={who.relations} onChange={(next) => onChange({ ...who, relations: next as StageRelation[] })} />
      <MultiComboBox
        name={`${name}.people`}
        label="or these people"
        load={find.people}
        defaultOptions={options(who.people)}
        onChange={(people) => onChange({ ...who, people: people.map(({ value }) => value) })}
      />
      <MultiComboBox
        name={`${name}.groups`}
        label="or anybody in these groups"
        load={find.groups}
        defaultOptions={options(who.groups)}
        onChange={(groups) => onChange({ ...who, groups: groups.map(({ value }) => value) })}
      />
    </fieldset>
  );
}
