import { hostOf } from '@/lib/domain/webhook';

/** What people call an endpoint: its name, else its host. */
export function webhookName({ description, url }: { description: string; url: string }): string {
  return description === '' ? hostOf(url) : description;
}
