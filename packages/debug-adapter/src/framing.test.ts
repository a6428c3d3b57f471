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
    const decoder = createDecoder(10);
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
});
