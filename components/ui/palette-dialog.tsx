'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import {
  Autocomplete, Collection, Header, Input, Menu, MenuItem, MenuSection, SearchField,
} from 'react-aria-components';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { PaletteCommand } from './palette-command';
import { useLatest } from './use-latest';

export interface PaletteDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  commands: PaletteCommand[];
  search?: ((query: string) => Promise<PaletteCommand[]>) | undefined;
  placeholder: string;
}

const matches = (command: PaletteCommand, query: string): boolean =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${command.label} ${command.hint ?? ''}`.toLowerCase().includes(word));

const none: PaletteCommand[] = [];

function grouped(commands: PaletteCommand[]): { id: string; members: PaletteCommand[] }[] {
  const groups = new Map<string, PaletteCommand[]>();
  for (const command of commands) {
    const name = command.group ?? 'Commands';
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return [...groups].map(([id, members]) => ({ id, members }));
}

/** The palette itself, fetched when it is first opened. */
export function PaletteDialog({ isOpen, onOpenChange, commands, search, placeholder }: PaletteDialogProps) {
  const [query, setQuery] = useState('');
  const router = useRouter();
  const { value: found, isLoading, failed } = useLatest(search, query.trim(), none, isOpen);
  // What is known at once stands first: what is found arrives below it and moves nothing that one is about to choose.
  const shown = [...commands.filter((command) => matches(command, query)), ...found];
  const outcome = failed ? 'The search did not answer. Try again.' : isLoading ? 'Searching…' : shown.length === 0 ? `Nothing matches “${query}”.` : '';

  const close = () => {
    onOpenChange(false);
    setQuery('');
  };
  const run = (id: string) => {
    const command = shown.find((each) => each.id === id);
    close();
    command?.onRun?.();
    if (command?.href === undefined) return;
    if (command.loadsPage === true) window.location.assign(command.href);
    else router.push(command.href);
  };

  return (
    <ModalOverlay
      isDismissable
      isOpen={isOpen}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      className="fixed inset-0 z-50 flex h-(--visual-viewport-height) items-start justify-center bg-scrim px-3 pt-[12vh]"
    >
      <Modal className="w-full max-w-xl overflow-hidden rounded-lg bg-raised shadow-overlay">
        <Dialog aria-label="Command palette" className="outline-none">
          <Autocomplete inputValue={query} onInputChange={setQuery} filter={() => true}>
            <SearchField autoFocus aria-label={placeholder} className="border-b border-line">
              <Input placeholder={placeholder} className="h-11 w-full bg-transparent px-4 text-base -outline-offset-2 [&::-webkit-search-cancel-button]:hidden" />
            </SearchField>
            {/* Reachable, so that those who scroll with the keyboard can. */}
            <div tabIndex={0} className="max-h-80 overflow-y-auto -outline-offset-2">
              <Menu
                aria-label="Results"
                items={grouped(shown)}
                onAction={(key) => run(String(key))}
                className="p-1 outline-none"
                renderEmptyState={() => <p className="px-3 py-6 text-center text-muted">{outcome}</p>}
              >
                {(group) => (
                  <MenuSection id={group.id}>
                    <Header className="px-3 pt-2 pb-1 text-xs text-muted">{group.id}</Header>
                    <Collection items={group.members}>
                      {(command) => (
                        <MenuItem
                          id={command.id}
                          textValue={command.label}
                          className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded px-3 py-1 outline-none focus:bg-hover"
                        >
                          {command.icon && <span aria-hidden="true" className="text-muted">{command.icon}</span>}
                          <span className="min-w-0 flex-1 truncate">{command.label}</span>
                          {command.hint && (
                            <span className="truncate text-xs text-muted">{command.hint}</span>
                          )}
                        </MenuItem>
                      )}
                    </Collection>
                  </MenuSection>
                )}
              </Menu>
            </div>
            {shown.length > 0 && failed && <p className="border-t border-line px-4 py-2 text-muted">{outcome}</p>}
            <p role="status" className="sr-only">
              {outcome || `${shown.length} results`}
            </p>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
