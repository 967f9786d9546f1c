import { Bookmark, FileUp } from 'lucide-react';
import type { PaletteCommand } from '../ui/palette-command';
import { askToSaveView } from '../views/ask-to-save';

/** What can be done with the list of Sites while it is open. */
export const listCommands: PaletteCommand[] = [
  { id: 'save-view', label: 'Save this view', group: 'This list', icon: <Bookmark size={16} />, onRun: askToSaveView },
  { id: 'export-csv', label: 'Export these Sites as CSV', group: 'This list', icon: <FileUp size={16} />, onRun: () => exportList('csv') },
  { id: 'export-jsonl', label: 'Export these Sites as JSON Lines', group: 'This list', icon: <FileUp size={16} />, onRun: () => exportList('jsonl') },
];

/** Follows the page's own link, which knows what the list holds and shows how far the export is. */
function exportList(format: 'csv' | 'jsonl'): void {
  document.querySelector<HTMLAnchorElement>(`main a[href^="/api/v1/sites/export?"][href*="format=${format}"]`)?.click();
}
