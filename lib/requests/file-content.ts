import { createHash } from 'node:crypto';

/** The bytes of a file on their way in. As JSON, which an Idempotency-Key is told apart by, it is its SHA-256. */
export class FileContent {
  readonly digest: string;

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {
    this.digest = createHash('sha256').update(bytes).digest('hex');
  }

  toJSON(): string {
    return this.digest;
  }
}
