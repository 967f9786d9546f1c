import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Received = { id: string; at: Date; type: string; body: string; headers: Record<string, string> };

/** A real HTTP server that gets webhooks and answers as a test wants. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How it answers; a hanging one does nothing. */
  answer: (response: ServerResponse, received: Received) => void = (response) => response.writeHead(204).end();
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      const received = { id: headers['webhook-id'] ?? '', at: new Date(Number(headers['webhook-timestamp']) * 1000), type: (JSON.parse(body) as { type: string }).type, body, headers };
      this.received.push(received);
      this.answer(response, received);
    });
  });

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  /** What a receiver reads after checking the signature with the public library. @throws when the signature is wrong. */
  verified(secret: string, { body, headers } = this.received.at(-1) ?? { body: '', headers: {} }): unknown {
    return new Webhook(secret).verify(body, headers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
