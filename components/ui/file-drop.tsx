'use client';

import { FileText, Upload, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DropZone, type DropZoneProps } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from './button';
import { buttonClass } from './button-class';
import { FormattedNumber } from './number';

/** A chosen file and where it stood, so that files of one name stay apart. */
export interface ChosenFile {
  path: string;
  file: File;
}

export interface FileDropProps {
  label: string;
  hint?: string | undefined;
  /** File endings or media types. */
  accept?: string[] | undefined;
  multiple?: boolean | undefined;
  /** Also offers a folder. */
  folder?: boolean | undefined;
  onChange: (files: ChosenFile[]) => void;
}

type DropItems = Parameters<NonNullable<DropZoneProps['onDrop']>>[0]['items'];

const listed = 8;

async function filesOf(items: DropItems, under = ''): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  for (const item of items) {
    if (item.kind === 'file') found.push({ path: under + item.name, file: await item.getFile() });
    if (item.kind === 'directory') {
      const inside = [];
      for await (const entry of item.getEntries()) inside.push(entry);
      found.push(...(await filesOf(inside, `${under}${item.name}/`)));
    }
  }
  return found;
}

/** Files by drop, by dialog or from a folder; the chosen names are listed and can be taken back. */
export function FileDrop({ label, hint, accept, multiple = false, folder = false, onChange }: FileDropProps) {
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const take = (next: ChosenFile[]) => {
    const kept = multiple ? next : next.slice(0, 1);
    setFiles(kept);
    onChange(kept);
  };
  const choose = (list: FileList | null) => {
    if (list) take([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  };
  return (
    <div>
      <DropZone
        aria-label={label}
        onDrop={(event) => void filesOf(event.items).then(take)}
        className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-control bg-subtle px-4 py-6 text-center drop-target:border-accent drop-target:bg-accent-subtle"
      >
        <Upload aria-hidden="true" size={20} className="text-muted" />
        <p className="font-medium">{label}</p>
        {hint && <p className="max-w-prose text-xs text-muted">{hint}</p>}
        <div className="flex flex-wrap justify-center gap-2">
          <FileTrigger allowsMultiple={multiple} onSelect={choose} {...(accept && { acceptedFileTypes: accept })}>
            <AriaButton className={buttonClass()}>{multiple ? 'Choose files' : 'Choose a file'}</AriaButton>
          </FileTrigger>
          {folder && (
            <FileTrigger acceptDirectory onSelect={choose}>
              <AriaButton className={buttonClass()}>Choose a folder</AriaButton>
            </FileTrigger>
          )}
        </div>
      </DropZone>
      <div role="status" className="sr-only">
        {files.length > 0 && `${files.length} ${files.length === 1 ? 'file' : 'files'} chosen`}
      </div>
      {files.length > 0 && (
        <ul className="mt-2 space-y-0.5">
          {files.slice(0, listed).map(({ path }, at) => (
            <li key={`${path}-${at}`} className="flex items-center gap-2">
              <FileText aria-hidden="true" size={14} className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{path}</span>
              <Button
                variant="ghost"
                size="sm"
                iconOnly
                aria-label={`Remove ${path}`}
                onClick={() => take(files.filter((_, other) => other !== at))}
                icon={<X aria-hidden="true" size={14} />}
              />
            </li>
          ))}
          {files.length > listed && (
            <li className="text-muted">
              and <FormattedNumber value={files.length - listed} /> more
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
