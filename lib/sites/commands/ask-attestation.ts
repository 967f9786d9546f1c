import { z } from 'zod';
import { askAttestation as decideAttestation, attestationDays } from '@/lib/domain/ask-attestation';
import { clearable, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Asks the owner to confirm that the record still holds; their next review answers it. */
export const askAttestation = siteCommand({
  name: 'site.ask_attestation',
  input: z.strictObject({ siteId: z.uuid(), dueInDays: attestationDays, note: clearable(2000).optional(), revision: seenRevision }),
  decide: (loaded, input, { now }) => decideAttestation(loaded, input, now),
});
