'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { sensitivityLabels, sourceModeLabels, sourceModes, type Sensitivity, type SourceMode } from '@/lib/domain/classification';
import { ComboBox } from '../form/combo-box';
import { Select } from '../form/select';
import { Button } from '../ui/button';
import { SensitivityBadge } from './site-badges';

/** A data source of the workspace, and what the workspace allows it to be used for. */
export type SourceChoice = { id: string; name: string; sensitivity: Sensitivity; mode: SourceMode };
export type ChosenSource = { id: string; mode: SourceMode };

export interface SourcePickerProps {
  sources: SourceChoice[];
  value: ChosenSource[];
  onChange: (value: ChosenSource[]) => void;
  error?: string | undefined;
}

const uses = sourceModes.filter((mode) => mode !== 'forbidden').map((value) => ({ value, label: sourceModeLabels[value] }));

/** The data sources that a Site reads or writes, each with how it uses it. */
export function SourcePicker({ sources, value, onChange, error }: SourcePickerProps) {
  // Emptied after each choice, so that the next one can be found.
  const [round, setRound] = useState(0);
  const taken = new Set(value.map(({ id }) => id));
  const find = (query: string) =>
    Promise.resolve(
      sources
        .filter(({ id, name }) => !taken.has(id) && name.toLowerCase().includes(query.toLowerCase()))
        .map(({ id, name, sensitivity, mode }) => ({
          value: id,
          label: name,
          description: `${sensitivityLabels[sensitivity]} · workspace rule: ${sourceModeLabels[mode].toLowerCase()}`,
        })),
    );
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">
        Data sources <span className="font-normal text-faint">(optional)</span>
      </legend>
      {value.length > 0 && (
        <ul className="mb-2 divide-y divide-line rounded-md border border-line">
          {value.map(({ id, mode }) => {
            const source = sources.find((each) => each.id === id);
            if (source === undefined) return null;
            return (
              <li key={id} className="flex flex-wrap items-center gap-2 px-2 py-1.5">
                <span className="flex min-w-0 flex-1 basis-40 items-center gap-2">
                  <span className="truncate">{source.name}</span>
                  <SensitivityBadge sensitivity={source.sensitivity} />
                </span>
                <span className="w-48">
                  <Select
                    name={`use-${id}`}
                    label={`How it uses ${source.name}`}
                    labelHidden
                    required
                    options={uses}
                    value={mode}
                    onChange={(next) =>
                      onChange(value.map((each) => (each.id === id ? { id, mode: sourceModes.find((one) => one === next) ?? mode } : each)))
                    }
                  />
                </span>
                <Button
                  variant="ghost"
                  iconOnly
                  aria-label={`Remove ${source.name}`}
                  icon={<X aria-hidden="true" size={14} />}
                  onClick={() => onChange(value.filter((each) => each.id !== id))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <ComboBox
        key={round}
        name="addSource"
        label="Add a data source"
        labelHidden
        load={find}
        placeholder="Add a data source"
        error={error}
        onChange={(option) => {
          if (option === null) return;
          onChange([...value, { id: option.value, mode: 'read_only' }]);
          setRound(round + 1);
        }}
      />
    </fieldset>
  );
}
