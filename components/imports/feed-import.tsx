'use client';

import { useState } from 'react';
import { Checkbox } from '../form/checkbox';
import { TextArea } from '../form/text-area';
import { FileDrop, type ChosenFile } from '../ui/file-drop';
import { ImportFlow } from './import-flow';
import { UnreadableInput, type ImportPayload, type ImportSource } from './use-import';

/** What the platform's connector returned, as a file or pasted. */
export function FeedImport({ now }: { now: string }) {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [text, setText] = useState('');
  const [complete, setComplete] = useState(false);
  const [evenIfMany, setEvenIfMany] = useState(false);
  const [version, setVersion] = useState(0);
  const changed = () => setVersion(version + 1);
  return (
    <div className="space-y-4">
      <FileDrop
        label="Drop the feed as a JSON file"
        hint="An object with sites, versions and deployments, each a list as the connector returns it. Each may be left out."
        accept={['.json']}
        onChange={([first]) => {
          setFile(first ?? null);
          changed();
        }}
      />
      {file === null && (
        <TextArea
          name="feed"
          label="Or paste it"
          value={text}
          rows={6}
          spellCheck={false}
          placeholder='{ "sites": [], "versions": [], "deployments": [] }'
          onChange={(event) => {
            setText(event.target.value);
            changed();
          }}
        />
      )}
      <div>
        <Checkbox
          name="complete"
          label="This is everything that the platform has"
          hint="A Site that was there before and isn’t in the list then counts as missing."
          checked={complete}
          onChange={(event) => {
            setComplete(event.target.checked);
            changed();
          }}
        />
        {complete && (
          <Checkbox
            name="evenIfMany"
            label="Also if many Sites are missing"
            hint="Otherwise a list that leaves out more than a tenth of them is refused, since it is more likely cut off."
            checked={evenIfMany}
            onChange={(event) => {
              setEvenIfMany(event.target.checked);
              changed();
            }}
          />
        )}
      </div>
      <ImportFlow key={version} source={sourceOf(file, text, { complete, evenIfMany: complete && evenIfMany })} missing="Choose a file or paste the feed first" now={now} />
    </div>
  );
}

type Meaning = { complete: boolean; evenIfMany: boolean };

function sourceOf(file: ChosenFile | null, text: string, meaning: Meaning): ImportSource | null {
  if (file !== null) return async (apply) => payloadOf(await file.file.text().catch(lost), apply, meaning);
  return text.trim() === '' ? null : (apply) => Promise.resolve().then(() => payloadOf(text, apply, meaning));
}

function lost(): never {
  throw new UnreadableInput('The file can’t be read any more. Choose it again.');
}

function payloadOf(text: string, apply: boolean, meaning: Meaning): ImportPayload {
  let feed: unknown;
  try {
    feed = JSON.parse(text);
  } catch (error) {
    throw new UnreadableInput(`It is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof feed !== 'object' || feed === null || Array.isArray(feed)) {
    throw new UnreadableInput('Give a JSON object: { "sites": [...], "versions": [...], "deployments": [...] }.');
  }
  return { url: '/api/v1/imports/feed', type: 'application/json', body: JSON.stringify({ ...feed, ...meaning, apply }) };
}
