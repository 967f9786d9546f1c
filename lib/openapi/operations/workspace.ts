import { getMe as me, meShape } from '@/lib/people/get-me';
import { departmentListShape, listDepartments as departments } from '@/lib/people/list-departments';
import { groupListShape, listGroups as groups } from '@/lib/people/list-groups';
import { listPeople as people, peopleListShape } from '@/lib/people/list-people';
import { reads } from '../operation';

const tag = 'Workspace';

export const getMe = reads({ id: 'getMe', method: 'GET', path: '/me', tag, summary: 'Who you are' }, me, meShape);
export const listPeople = reads({ id: 'listPeople', method: 'GET', path: '/people', tag, summary: 'List people' }, people, peopleListShape);
export const listGroups = reads({ id: 'listGroups', method: 'GET', path: '/groups', tag, summary: 'List groups' }, groups, groupListShape);
export const listDepartments = reads(
  { id: 'listDepartments', method: 'GET', path: '/departments', tag, summary: 'List departments' },
  departments,
  departmentListShape,
);
