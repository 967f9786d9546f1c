import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';

/* COPY over `pg`, which knows the messages of the protocol and leaves it to a query object of one's own to use them. */

/** The connection inside a `pg.Client`, as far as COPY needs it. */
interface Connection {
  stream: Readable & Writable;
  query: (text: string) => void;
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
  sendCopyFail: (reason: string) => void;
}

const PIECE = 64 * 1024;

/** What `pg` calls on the query object that is under way. */
abstract class Copy {
  readonly done: Promise<void>;
  private readonly settle: { resolve: () => void; reject: (error: Error) => void };
  private failure: Error | undefined;

  constructor(private readonly text: string) {
    const settle: Partial<Copy['settle']> = {};
    this.done = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    this.settle = settle as Copy['settle'];
  }

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFail('nothing is sent here');
  }

  handleCopyData(_message: { chunk: Buffer }, _connection: Connection): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failure = error;
    this.settle.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.settle.resolve();
  }
}

class CopyOut extends Copy {
  private piece = Buffer.allocUnsafe(PIECE);
  private filled = 0;

  constructor(text: string, private readonly target: Writable) {
    super(text);
  }

  override handleCopyData({ chunk }: { chunk: Buffer }, { stream }: Connection): void {
    if (this.filled + chunk.length > PIECE) this.flush(stream);
    if (chunk.length > PIECE) {
      this.target.write(Buffer.from(chunk));
      return;
    }
    // The chunk lies in a buffer that `pg` uses again.
    this.filled += chunk.copy(this.piece, this.filled);
  }

  override handleCommandComplete(): void {
    this.flush();
  }

  private flush(stream?: Connection['stream']): void {
    const goesOn = this.target.write(this.piece.subarray(0, this.filled));
    this.piece = Buffer.allocUnsafe(PIECE);
    this.filled = 0;
    if (goesOn || stream === undefined || stream.isPaused()) return;
    stream.pause();
    this.target.once('drain', () => stream.resume());
  }
}

class CopyIn extends Copy {
  constructor(text: string, private readonly source: Readable) {
    super(text);
  }

  override handleCopyInResponse(connection: Connection): void {
    this.send(connection).then(
      () => connection.endCopyFrom(),
      (error: Error) => connection.sendCopyFail(error.message),
    );
  }

  private async send(connection: Connection): Promise<void> {
    for await (const chunk of this.source as AsyncIterable<Buffer>) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await new Promise((resolve) => connection.stream.once('drain', resolve));
    }
  }
}

/** Runs `COPY … TO STDOUT` into a stream, which is ended with it. */
export async function copyTo(client: pg.ClientBase, text: string, target: Writable): Promise<void> {
  const copy = new CopyOut(text, target);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
  target.end();
  await finished(target);
}

/** Runs `COPY … FROM STDIN` with what a stream brings. */
export async function copyFrom(client: pg.ClientBase, text: string, source: Readable): Promise<void> {
  const copy = new CopyIn(text, source);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}
