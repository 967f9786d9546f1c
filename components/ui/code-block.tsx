import { CopyButton } from './copy-button';

export interface CodeBlockProps {
  code: string;
  /** What it is, for the region's name and the copy button. */
  label: string;
}

/** Exact text in a region that scrolls by itself and can be copied. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <div className="relative rounded-md border border-line bg-subtle">
      <div className="absolute top-1 right-1 rounded-md bg-subtle">
        <CopyButton value={code} label={`Copy ${label}`} />
      </div>
      <pre tabIndex={0} role="region" aria-label={label} className="max-h-96 overflow-auto rounded-md p-3 pr-10 font-mono text-xs">
        <code>{code}</code>
      </pre>
    </div>
  );
}
