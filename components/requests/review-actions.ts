import type { Answer } from '@/lib/domain/request';
import type { RequestPin } from '@/lib/domain/request-pin';
import type { ActionResult } from '@/lib/gate/action';
import type { Option } from '../form/option';

export type DecisionInput = { requestId: string; decision: Answer; revision: number; note: string; stage?: string; pin?: RequestPin };
type Run<Input> = (input: Input) => Promise<ActionResult<unknown>>;

/** What can be done on the page of a request. */
export interface ReviewActions {
  decide: Run<DecisionInput>;
  withdraw: Run<{ requestId: string; revision: number; note: string }>;
  comment: Run<{ requestId: string; text: string }>;
  claim: Run<{ requestId: string }>;
  release: Run<{ requestId: string }>;
  handOver: Run<{ requestId: string; to: string; note: string }>;
  findPeople: (query: string) => Promise<Option[]>;
}
