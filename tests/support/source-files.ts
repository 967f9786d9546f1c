import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of this repository: its path from the root, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const passedOver = new Set(['node_modules', 'generated', 'fixtures']);

/** Every file below the folders, in the order of their paths, without what was generated or fetched. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const file = path.posix.join(folder, entry.name);
        if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : sourceFiles(file);
        return /\.(m?ts|mjs|tsx|css|md|sql|prisma)$/.test(entry.name) ? [{ path: file, text: readFileSync(file, 'utf8') }] : [];
      }),
  );
}

/** Source code without its tests. */
export function codeFiles(...folders: string[]): SourceFile[] {
  return sourceFiles(...folders).filter((file) => /\.(m?ts|mjs|tsx)$/.test(file.path) && !/\.test\.tsx?$/.test(file.path));
}
