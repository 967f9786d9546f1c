import { openPost } from '@/lib/notifications/post';
import { sendMail } from '@/lib/notifications/send-mail';
import type { Job } from '../job';

/** Sends what is due; one run takes all of it. */
export const sendMailJob: Job<'send-mail'> = async (_payload, { db, signal }) => {
  const post = openPost();
  try {
    await sendMail(db, post, { clock: () => new Date(), signal });
  } finally {
    post.close();
  }
};
