import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { patient } from './http-door.ts';

/** How a message of the debug adapter protocol begins, and no request of HTTP does. */
const DEBUGGING = 'Content-';

/**
 * One port for programs that speak HTTP and for editors that debug: what a connection begins with tells which it is. Nothing listens yet.
 *
 * @param debug takes the connection of an editor
 */
export function sharedPort(http: HttpServer, debug: (socket: Socket) => void): Server {
  return createServer({ noDelay: true }, (socket) => {
    const chunks: Buffer[] = [];
    const close = (): void => void socket.destroy();
    const tooLate = setTimeout(close, patient.headers);
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      const begin = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const isDebugging = isBeginning(begin);
      if (isDebugging === undefined) return;
      clearTimeout(tooLate);
      socket.off('data', take);
      socket.off('error', close);
      socket.pause();
      socket.unshift(begin);
      if (isDebugging) debug(socket);
      else http.emit('connection', socket);
      socket.resume();
    };
    socket.on('data', take);
    socket.on('error', close);
    socket.once('close', () => clearTimeout(tooLate));
  });
}

/** Whether an editor speaks; undefined where too little has come to tell. */
function isBeginning(bytes: Buffer): boolean | undefined {
  const text = bytes.toString('latin1', 0, DEBUGGING.length);
  if (text.length === DEBUGGING.length || !DEBUGGING.startsWith(text)) return text === DEBUGGING;
  return undefined;
}
