'use server';

import { act } from '@/lib/gate/action';
import { changeView as change } from '@/lib/views/commands/change-view';
import { deleteView as remove } from '@/lib/views/commands/delete-view';
import { saveView as save } from '@/lib/views/commands/save-view';
import { setDefaultView as setDefault } from '@/lib/views/commands/set-default-view';

export async function saveView(input: unknown) {
  return act(save, input);
}

export async function changeView(input: unknown) {
  return act(change, input);
}

export async function deleteView(input: unknown) {
  return act(remove, input);
}

export async function setDefaultView(input: unknown) {
  return act(setDefault, input);
}
