import type { ActionResult } from '@/lib/gate/action';
import type { RequestState } from '@/lib/domain/request';
import type { Option } from '../form/option';

type Run<Answer> = (input: unknown) => Promise<ActionResult<Answer>>;
export type RunOnSite = Run<{ id: string; slug: string; title: string }>;
export type RunRequest = Run<{ id: string; state: RequestState }>;
/** A command on a retirement; the page is refreshed and shows what came of it. */
export type RunRetirement = Run<{ id: string }>;
export type FindOptions = (query: string) => Promise<Option[]>;

/** The server actions that the dialogs of a Site call, and the searches behind their fields. */
export interface SiteCommands {
  editSite: RunOnSite;
  renewSite: RunOnSite;
  keepSite: RunOnSite;
  nameSuccessor: RunOnSite;
  narrowSite: RunOnSite;
  disableSite: RunOnSite;
  enableSite: RunOnSite;
  reviewSite: RunOnSite;
  setLegalHold: RunOnSite;
  noteFallback: RunOnSite;
  beginRetirement: RunRetirement;
  stopRetirement: RunRetirement;
  requestRenewal: RunRequest;
  transferSite: RunRequest;
  findPeople: FindOptions;
  findGroups: FindOptions;
}
