import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type CloudService, Refusal, type ServeRequest, type ServeResponse } from '@polar-tools/serve';
import { readBody } from './read-body.ts';
import { Turns } from './turns.ts';
import { refusalOfHeaders } from './who-asks.ts';

export interface DoorOptions {
  readonly service: CloudService;
  /** The only API key that is taken; undefined: any. */
  readonly token: string | undefined;
  /** Told of each answer. */
  answered?(request: Pick<ServeRequest, 'method' | 'path' | 'id'>, response: ServeResponse): void;
  /** Told of a fault of the server itself. */
  failed(thrown: unknown): void;
}

/** Milliseconds that a client may take to send its headers, and all of its request. */
export interface Patience {
  readonly headers: number;
  readonly request: number;
}

export const patient: Patience = { headers: 10_000, request: 30_000 };

/** Milliseconds that a connection is kept without a request. */
const KEEP_ALIVE = 65_000;

/** An HTTP server, not listening yet, whose requests a service answers. */
export function httpDoor(options: DoorOptions, { headers, request }: Patience = patient): Server {
  const turns = new Turns(options.service);
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      keepAliveTimeout: KEEP_ALIVE,
      connectionsCheckingInterval: Math.min(1_000, headers),
      noDelay: true,
    },
    (incoming, outgoing) => hear(incoming, outgoing, turns, options),
  );
  server.on('clientError', refuseBroken);
  return server;
}

const noParameters: ServeRequest['parameters'] = new URLSearchParams();

function hear(incoming: IncomingMessage, outgoing: ServerResponse, turns: Turns, options: DoorOptions): void {
  const { method = 'GET', url = '/' } = incoming;
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  const given = incoming.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\x21-\x7e]{1,200}$/.test(given) ? given : randomUUID();
  const answer = (response: ServeResponse): void => {
    options.answered?.({ method, path, id }, response);
    write(outgoing, response, id);
  };
  if (path === '/api/healthcheck' && method === 'GET' && incoming.headers.origin === undefined) {
    incoming.resume();
    answer({ status: 200, body: { message: 'polar serve is running.' } });
    return;
  }
  const refusal = refusalOfHeaders(incoming.headers, options.token);
  if (refusal !== undefined) {
    incoming.resume();
    answer(refusal.response);
    return;
  }
  readBody(incoming, (body) => {
    if (body instanceof Refusal) {
      answer(body.response);
      return;
    }
    turns.add({
      request: {
        method,
        path,
        parameters: question < 0 ? noParameters : new URLSearchParams(url.slice(question)),
        body,
        id,
      },
      isGone: () => outgoing.destroyed || outgoing.closed,
      onGone: (listener) => {
        outgoing.once('close', listener);
        return () => outgoing.off('close', listener);
      },
      answered: answer,
      failed: (thrown) => {
        options.failed(thrown);
        answer({ status: 500, body: { message: 'polar serve has a fault; what it is stands in its output.' } });
      },
    });
  });
}

function write(outgoing: ServerResponse, { status, body, headers }: ServeResponse, id: string): void {
  const text = JSON.stringify(body);
  const all = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'X-Request-ID',
    id,
  ];
  for (const name in headers) all.push(name, headers[name]!);
  outgoing.writeHead(status, all);
  outgoing.end(text);
}

/** What of HTTP itself may be wrong, by Node's code of it. */
const BROKEN: Readonly<Record<string, { readonly status: string; readonly message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', message: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', message: 'The headers are too long.' },
};

function refuseBroken(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = BROKEN[error.code ?? ''] ?? {
    status: '400 Bad Request',
    message: 'This is no HTTP request that can be read.',
  };
  const text = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
