import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Json } from '../json.ts';

const BODY_LIMIT_BYTES = 3 * 1024 * 1024;

/** The request was too big or broke off; `status` is what to answer with. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** One request and its answer. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  /** Set by a fault: whatever the answer would be, the connection is cut instead. */
  losesAnswer = false;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    this.method = request.method ?? 'GET';
    this.url = new URL(request.url ?? '/', 'https://127.0.0.1');
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  /** The path's parts, decoded. */
  get segments(): string[] {
    return this.url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  }

  header(name: string): string {
    const value = this.request.headers[name.toLowerCase()];
    return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
  }

  /** Media type of the body, without its parameters, in lower case. */
  get contentType(): string {
    return (this.header('content-type').split(';')[0] ?? '').trim().toLowerCase();
  }

  /** The name in the client's certificate when our own authority signed it. */
  get certifiedUser(): { readonly user: string; readonly groups: readonly string[] } | null {
    const socket = this.request.socket;
    if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
    const subject = socket.getPeerCertificate().subject;
    if (!subject) return null;
    return { user: String(subject.CN), groups: subject.O === undefined ? [] : [subject.O].flat() };
  }

  async body(): Promise<string> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of this.request) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > BODY_LIMIT_BYTES) throw new BadBody(413, 'Request entity too large: limit is 3145728');
      parts.push(bytes);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  json(status: number, body: Json, headers: Record<string, string> = {}): void {
    this.send(status, 'application/json', JSON.stringify(body), headers);
  }

  text(status: number, body: string, headers: Record<string, string> = {}): void {
    this.send(status, 'text/plain; charset=utf-8', body, headers);
  }

  /** Cuts the connection without an answer. */
  cut(): void {
    this.request.socket.destroy();
  }

  private send(status: number, type: string, body: string, headers: Record<string, string>): void {
    if (this.losesAnswer) {
      this.cut();
      return;
    }
    if (this.response.headersSent || this.response.destroyed) return;
    const bytes = Buffer.from(body);
    this.response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
    this.response.end(bytes);
  }
}
