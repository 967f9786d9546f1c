import { changeSource } from '@/lib/sources/commands/change-source';
import { createSource as create } from '@/lib/sources/commands/create-source';
import { liftSourceConflict as lift } from '@/lib/sources/commands/lift-source-conflict';
import { setSourceConflict as set } from '@/lib/sources/commands/set-source-conflict';
import { conflictListShape, listConflicts, previewConflict } from '@/lib/sources/list-conflicts';
import { listMatrix, matrixShape } from '@/lib/sources/list-matrix';
import { getSource as get, listSourceUses as uses, sourceUseListShape } from '@/lib/sources/list-source-uses';
import { listSources as list, sourceListShape } from '@/lib/sources/list-sources';
import { previewSource as preview } from '@/lib/sources/preview-source';
import { conflictImpactShape, sourceImpactShape, sourceUseShape } from '@/lib/sources/source-shape';
import { changes, reads } from '../operation';

const tag = 'Data sources';

export const listSources = reads({ id: 'listSources', method: 'GET', path: '/sources', tag, summary: 'List data sources' }, list, sourceListShape);
export const createSource = changes({ id: 'createSource', method: 'POST', path: '/sources', tag, summary: 'Add a data source', status: 201 }, create, sourceUseShape);
export const getSource = reads({ id: 'getSource', method: 'GET', path: '/sources/{sourceId}', tag, summary: 'Get a data source and how it is used' }, get, sourceUseShape);
export const updateSource = changes({ id: 'updateSource', method: 'PATCH', path: '/sources/{sourceId}', tag, summary: 'Change a data source' }, changeSource, sourceUseShape);
export const previewSource = reads({ id: 'previewSource', method: 'GET', path: '/sources/{sourceId}/impact', tag, summary: 'See what a change of a data source would touch' }, preview, sourceImpactShape);
export const listSourceUses = reads({ id: 'listSourceUses', method: 'GET', path: '/sources/uses', tag, summary: 'List data sources with how Sites use them' }, uses, sourceUseListShape);
export const listSourceMatrix = reads({ id: 'listSourceMatrix', method: 'GET', path: '/sources/matrix', tag, summary: 'List which Sites use which data sources' }, listMatrix, matrixShape);
export const listSourceConflicts = reads({ id: 'listSourceConflicts', method: 'GET', path: '/sources/conflicts', tag, summary: 'List data sources that must not meet' }, listConflicts, conflictListShape);
export const previewSourceConflict = reads(
  { id: 'previewSourceConflict', method: 'GET', path: '/sources/conflicts/impact', tag, summary: 'See in which Sites two data sources meet' },
  previewConflict,
  conflictImpactShape,
);
export const setSourceConflict = changes({ id: 'setSourceConflict', method: 'PUT', path: '/sources/conflicts', tag, summary: 'Forbid two data sources to meet' }, set, conflictListShape);
export const liftSourceConflict = changes({ id: 'liftSourceConflict', method: 'POST', path: '/sources/conflicts/lift', tag, summary: 'Allow two data sources to meet' }, lift, conflictListShape);
