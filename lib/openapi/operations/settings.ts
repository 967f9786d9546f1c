import { z } from 'zod';
import { settingsSchema } from '@/lib/domain/settings';
import { simulateSettings as simulate, simulationShape } from '@/lib/lifecycle/simulate-settings';
import { changeSettings as change } from '@/lib/settings/commands/change-settings';
import { getSettings as get } from '@/lib/settings/get-settings';
import { changes, reads } from '../operation';

const tag = 'Workspace';
const settingsShape = z.object({ settings: settingsSchema, revision: z.int() });

export const getSettings = reads({ id: 'getSettings', method: 'GET', path: '/settings', tag, summary: 'The workspace’s settings' }, get, settingsShape);
export const changeSettings = changes({ id: 'changeSettings', method: 'PUT', path: '/settings', tag, summary: 'Change the workspace’s settings' }, change, settingsShape);
export const simulateSettings = reads(
  { id: 'simulateSettings', method: 'POST', path: '/settings/simulation', tag, summary: 'What settings would do today, a part of all Sites in each answer' },
  simulate,
  simulationShape,
);
