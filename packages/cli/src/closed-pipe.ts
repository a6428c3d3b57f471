import { systemCode } from './failure.ts';

/** What a system says of a pipe that nobody reads any more: `EPIPE`, and on Windows `EOF`, too. */
const CLOSED = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** A reader that has seen enough (`polar check | head`) is no error: the command ends. */
export function endWhenClosed(stream: NodeJS.EventEmitter, end: () => void): void {
  stream.on('error', (error: unknown) => {
    if (!CLOSED.has(systemCode(error) ?? '')) throw error;
    end();
  });
}
