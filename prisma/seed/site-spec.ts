import type { ObservedMode } from '@/lib/domain/audience';
import type { Classification, SourceMode } from '@/lib/domain/classification';
import type { DepartmentName, GroupName } from './people';
import type { SourceKey } from './sources';

/** A storage note in the order that the form asks: kept, location, readers, retention, removal, outage. */
export type NoteSpec = readonly [kept: string, location: string, readers: string, retention: string, removal: string, outage: string];

export type AudienceSpec = 'workspace_all' | { groups?: readonly GroupName[]; people?: readonly string[] };

/** A Site of the demo, told in days before today (`arrived`, `visited`, ...) or after it (`expires`). */
export type SiteSpec = {
  slug: string;
  title: string;
  purpose: string | null;
  /** Whose it is, by the key of people.ts; null: nobody's. */
  owner: string | null;
  successor?: string;
  /** Absent: the owner's. */
  department?: DepartmentName | null;
  classification: Classification;
  from: 'manifest' | 'feed' | 'csv' | 'hand';
  arrived: number;
  /** Absent: live. */
  state?: 'draft';
  expires: number | null;
  /** When its owner renewed it to `expires`; absent: it came with that date. */
  renewed?: number;
  note: string | null;
  sources?: Partial<Record<SourceKey, Exclude<SourceMode, 'forbidden'>>>;
  d1?: NoteSpec | 'no note';
  r2?: NoteSpec | 'no note';
  /** Names of environment entries; a `!` at the end marks a secret. */
  env?: readonly string[];
  /** Asked for by the owner and approved by a reviewer; absent: owner and admins. */
  audience?: AudienceSpec;
  /** What the platform reports; absent: what was approved. */
  observed?: ObservedMode | 'not yet';
  /** Guests from outside the workspace that the platform reports. */
  guests?: readonly string[];
  reviewed?: number;
  visited?: number;
  versions: number;
  /** Officially relied on since. */
  official?: number;
};
