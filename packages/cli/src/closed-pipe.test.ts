import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { endWhenClosed } from './closed-pipe.ts';

test.each(['EPIPE', 'EOF'])('a reader that goes away (%s) ends the command, without an error', (code) => {
  const stream = new EventEmitter();
  let ended = 0;
  endWhenClosed(stream, () => ended++);
  stream.emit('error', Object.assign(new Error(code), { code }));
  expect(ended).toBe(1);
});

test('another fault of a stream is one', () => {
  const stream = new EventEmitter();
  endWhenClosed(stream, () => {});
  expect(() => stream.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
