'use client';

import { useState } from 'react';
import { buttonClass } from '../ui/button-class';
import { FileDrop, type ChosenFile } from '../ui/file-drop';
import { ImportFlow } from './import-flow';
import { RecentImports } from './recent-imports';

const limit = 256 * 1024 * 1024;

/** Records of Sites as a spreadsheet writes them. */
export function CsvImport({ now }: { now: string }) {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [version, setVersion] = useState(0);
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <a href="/api/v1/imports/csv/template" download className={buttonClass()}>
          Download the template
        </a>
        <a href="/api/v1/sites/export?format=csv" download className={buttonClass()}>
          Export all Sites as CSV
        </a>
      </div>
      <FileDrop
        label="Drop a CSV file"
        hint="UTF-8, with the header of the template, up to 200,000 rows. What was exported imports again without a change."
        accept={['.csv', 'text/csv']}
        onChange={([first]) => {
          setFile(first ?? null);
          setVersion(version + 1);
        }}
      />
      <ImportFlow
        key={version}
        source={file === null ? null : (apply) => Promise.resolve({ url: `/api/v1/imports/csv?apply=${apply}`, type: 'text/csv', body: file.file, limit, isWatched: true })}
        missing="Choose a file first"
        now={now}
      />
      <RecentImports now={now} />
    </div>
  );
}
