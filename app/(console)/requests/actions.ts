'use server';

import { act } from '@/lib/gate/action';
import { addEvidence as addToEvidence } from '@/lib/requests/commands/add-evidence';
import { answerReReview as answer } from '@/lib/requests/commands/answer-re-review';
import { claimRequest as claim } from '@/lib/requests/commands/claim-request';
import { commentOnRequest as comment } from '@/lib/requests/commands/comment-on-request';
import { decideRequest as decide } from '@/lib/requests/commands/decide-request';
import { handOverRequest as handOver } from '@/lib/requests/commands/hand-over-request';
import { releaseRequest as release } from '@/lib/requests/commands/release-request';
import { withdrawRequest as withdraw } from '@/lib/requests/commands/withdraw-request';

/** One reviewer's answer. */
export async function decideRequest(input: unknown) {
  return act(decide, input);
}

/** The owner's answer to a reviewer who asked for changes in a re-review. */
export async function answerReReview(input: unknown) {
  return act(answer, input);
}

/** Takes a request back. */
export async function withdrawRequest(input: unknown) {
  return act(withdraw, input);
}

/** Says something about a request. */
export async function commentOnRequest(input: unknown) {
  return act(comment, input);
}

/** Takes a request on. */
export async function claimRequest(input: unknown) {
  return act(claim, input);
}

/** Gives a request back to the queue. */
export async function releaseRequest(input: unknown) {
  return act(release, input);
}

/** Hands a request over to somebody who can answer it. */
export async function handOverRequest(input: unknown) {
  return act(handOver, input);
}

/** Adds evidence to a request that waits, or replaces it. */
export async function addEvidence(input: unknown) {
  return act(addToEvidence, input);
}
