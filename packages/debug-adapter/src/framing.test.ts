import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder, encodeMessage } from './framing.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the framing of DAP messages', () => {
  it('gives back what was encoded, however the bytes are cut', () => {
    const messages = fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sent, cuts) => {
        const plain = sent.map((message) => JSON.parse(JSON.stringify(message)) as object);
        const stream = plain.flatMap((message) => [...encodeMessage(message)]);
        const decoder = createDecoder();
        const got: unknown[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const count = cuts[turn % cuts.length]!;
          for (const decoded of decoder.push(Uint8Array.from(stream.slice(at, at + count)))) got.push(decoded);
          at += count;
        }
        expect(got).toEqual(plain.map((message) => ({ message })));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('counts bytes, not characters', () => {
    const [decoded] = createDecoder().push(encodeMessage({ name: 'naïve 🦀' }));
    expect(decoded).toEqual({ message: { name: 'naïve 🦀' } });
  });

  it('reports a body that is not JSON and reads the next message', () => {
    const decoder = createDecoder();
    const got = decoder.push(bytes('Content-Length: 4\r\n\r\n{no}Content-Length: 2\r\n\r\n{}'));
    expect(got).toHaveLength(2);
    expect(got[0]).toMatchObject({ fault: expect.stringContaining('not JSON') });
    expect(got[1]).toEqual({ message: {} });
  });

  it('reports a header without a length and reads the next message', () => {
    const got = createDecoder().push(bytes('Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}'));
    expect(got[0]).toMatchObject({ fault: expect.stringContaining('Content-Length') });
    expect(got[1]).toEqual({ message: {} });
  });

  it('skips a message that is too long without keeping it', () => {
    const decoder = createDecoder({ longest: 10 });
    const got = decoder.push(bytes(`Content-Length: 1000\r\n\r\n${' '.repeat(600)}`));
    expect(got).toMatchObject([{ fault: expect.stringContaining('refused') }]);
    expect(decoder.push(bytes(`${' '.repeat(400)}Content-Length: 2\r\n\r\n{}`))).toEqual([{ message: {} }]);
  });

  it('drops a stream of rubbish that never ends a header', () => {
    expect(createDecoder().push(bytes('x'.repeat(10_000)))).toMatchObject([{ fault: expect.any(String) }]);
  });

  it('takes an empty message for malformed JSON', () => {
    expect(createDecoder().push(bytes('Content-Length: 0\r\n\r\n'))).toMatchObject([{ fault: expect.any(String) }]);
  });

  it('reads a message of 64 MiB and no longer one', () => {
    const most = 64 * 1024 * 1024;
    expect(createDecoder().push(bytes(`Content-Length: ${most}\r\n\r\n`))).toEqual([]);
    expect(createDecoder().push(bytes(`Content-Length: ${most + 1}\r\n\r\n`))).toEqual([
      { fault: `a message of ${most + 1} bytes is refused; the longest that is read has ${most}` },
    ]);
  });

  it('waits 8 KiB for the end of a header and no longer', () => {
    const most = 8 * 1024;
    const header = 'Content-Length: 2\r\nContent-Type: ';
    const long = `${header}${'x'.repeat(most - header.length)}`;
    const decoder = createDecoder();
    expect(decoder.push(bytes(long))).toEqual([]);
    expect(decoder.push(bytes('\r\n\r\n{}'))).toEqual([{ message: {} }]);
    expect(createDecoder().push(bytes(`${long}x`))).toMatchObject([
      { fault: expect.stringContaining('without the empty line') },
    ]);
  });

  it.each([
    ['a request of HTTP', 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}'],
    ['a header of a browser', 'Content-Length: 2\r\nOrigin: https://example.com\r\n\r\n{}'],
    ['the name of a host', 'Host: 127.0.0.1:4711\r\nContent-Length: 2\r\n\r\n{}'],
    ['an unknown header', 'Content-Length: 2\r\nX-Anything: 1\r\n\r\n{}'],
    ['no length', 'Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}'],
    ['another protocol', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001'],
    ['rubbish', 'x'.repeat(10)],
    ['a message that is too long', `Content-Length: ${2 ** 40}\r\n\r\n`],
  ])('read strictly, %s ends it, however it comes in pieces', (_name, text) => {
    const message = encodeMessage({ seq: 1 });
    const after = 'Content-Length: 2\r\n\r\n{}';
    for (const size of [1, 7, 1_000]) {
      const decoder = createDecoder({ strict: true });
      expect(decoder.push(message)).toEqual([{ message: { seq: 1 } }]);
      const all = bytes(text + after);
      const got = [];
      for (let at = 0; at < all.length; at += size) got.push(...decoder.push(all.subarray(at, at + size)));
      expect(got).toEqual([{ foreign: expect.any(String) }]);
    }
  });
});
