'use client';

import { useState } from 'react';
import { FileDrop, type ChosenFile } from '../ui/file-drop';
import { manifestsAmong, type Manifests } from './chosen-manifests';
import { ImportFlow } from './import-flow';
import { UnreadableInput, type ImportPayload, type ImportSource } from './use-import';

const url = '/api/v1/imports/manifests';
/** Far above what a manifest may weigh: junk is named here instead of being sent. */
const sendLimit = 1024 * 1024;

/** Manifests as files, as a folder or as a zip. */
export function ManifestsImport({ now }: { now: string }) {
  const [chosen, setChosen] = useState<{ found: Manifests<ChosenFile>; count: number } | null>(null);
  const [version, setVersion] = useState(0);
  const take = (files: ChosenFile[]) => {
    setChosen(files.length === 0 ? null : { found: manifestsAmong(files), count: files.length });
    setVersion(version + 1);
  };
  return (
    <div className="space-y-4">
      <FileDrop
        label="Drop hosting.json files, a folder or a zip"
        hint="A folder or a zip tells where each Site stands, so that the same Site is known again the next time. Of a folder only the manifests leave your computer."
        accept={['.json', '.zip']}
        multiple
        folder
        onChange={take}
      />
      {chosen !== null && <p role="status">{foundText(chosen.found)}</p>}
      <ImportFlow key={version} source={chosen === null ? null : sourceOf(chosen.found)} missing={chosen === null ? 'Choose files, a folder or a zip first' : foundText(chosen.found)} now={now} />
    </div>
  );
}

function sourceOf(found: Manifests<ChosenFile>): ImportSource | null {
  if (found.kind === 'mixed') return null;
  if (found.kind === 'zip') return (apply) => Promise.resolve({ url: `${url}?apply=${apply}`, type: 'application/zip', body: found.zip.file });
  return found.manifests.length === 0 ? null : (apply) => filesPayload(found.manifests, apply);
}

async function filesPayload(manifests: { path: string; chosen: ChosenFile }[], apply: boolean): Promise<ImportPayload> {
  const items: { path: string; content: string }[] = [];
  const refused: NonNullable<ImportPayload['refused']> = [];
  for (const { path, chosen } of manifests) {
    if (chosen.file.size > sendLimit) {
      refused.push({ path, reason: 'The file is larger than 1 MB, which no manifest is. Check that it is the right file.' });
      continue;
    }
    try {
      // The exact text, a byte order mark included: whether it may stand there is not for the browser to say.
      const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await chosen.file.arrayBuffer());
      items.push({ path, content });
    } catch (error) {
      if (!(error instanceof TypeError)) throw new UnreadableInput(`${path} can’t be read any more. Choose it again.`);
      refused.push({ path, reason: 'The file is not UTF-8 text. Save it as UTF-8.' });
    }
  }
  return { url, type: 'application/json', body: JSON.stringify({ apply, items }), refused };
}

function foundText(found: Manifests<ChosenFile>): string {
  if (found.kind === 'mixed') return 'Choose a zip alone, or files without a zip.';
  if (found.kind === 'zip') return 'A zip: its manifests are read on the server.';
  const { manifests, others } = found;
  if (manifests.length === 0) return 'There is no manifest among them. A manifest is .openai/hosting.json.';
  const count = `${manifests.length.toLocaleString('en-US')} ${manifests.length === 1 ? 'manifest' : 'manifests'}`;
  return others === 0 ? `${count}.` : `${count}; ${others === 1 ? '1 other file is' : `${others.toLocaleString('en-US')} other files are`} left out.`;
}
