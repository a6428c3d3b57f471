import { updatePolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Feature } from '../src/feature.ts';
import { documentSymbolFeature } from '../src/features/document-symbols.ts';
import { referenceFeatures } from '../src/features/references.ts';
import { renameFeatures } from '../src/features/rename.ts';
import { bytesOf } from '../src/json-text.ts';
import { LineIndexes } from '../src/view.ts';
import { ask, askAbout, QUICKSTART, uriOf } from './asked.ts';

/** Enough statements for several runs of symbols, some with a letter of two code units and some that are broken. */
const TEXT = Array.from({ length: 12 }, (_, n) =>
  QUICKSTART.replaceAll('Repository', `Repository${n}`)
    .replaceAll('Organization', `Organization${n}`)
    .concat(n % 4 === 0 ? 'broken(x if = ;\n' : `flag("𝔘 ${n}");\n`),
).join('\n');

const uri = uriOf('main.polar');
const patience = {
  goOn: async () => true,
  now: () => 0,
  read: async () => undefined,
  readFile: async () => ({ text: '' }),
};
const params = { textDocument: { uri }, newName: 'quite_new', context: { includeDeclaration: true } };
const featureOf = (method: string): Feature =>
  [documentSymbolFeature, ...referenceFeatures, ...renameFeatures].find(
    (each) => each.method === `textDocument/${method}`,
  )!;

/** What a connection sends of a message, read again. */
const sent = (result: unknown): unknown =>
  JSON.parse(Buffer.concat(bytesOf({ jsonrpc: '2.0', id: 1, result })).toString()).result;

describe('answers that are written as they are made', () => {
  test.each(['documentSymbol', 'references', 'rename'])('%s: are those of objects, after any edits', async (method) => {
    const { answer } = featureOf(method);
    const edit = fc.record({
      at: fc.nat({ max: TEXT.length }),
      length: fc.constantFrom(0, 0, 1, 3, 40),
      text: fc.constantFrom('', ' ', '\n', '\n\n', 'x', '"', 'é', '𝔘', 'actor New {}\n', 'f(x) if g(x);\n'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), fc.nat({ max: TEXT.length }), async (edits, place) => {
        // As in the server, the lines of a file are the same as long as its text is: what was written of it may be kept.
        const indexes = new LineIndexes('utf-16');
        let { policy } = askAbout({ 'main.polar': TEXT, 'other.polar': QUICKSTART }).view;
        for (const { at, length, text } of [undefined, ...edits].flatMap(
          (each) => each ?? { at: 0, length: 0, text: '' },
        )) {
          const before = policy.files.get(uri)!.text;
          policy = updatePolicy(policy, [{ uri, text: before.slice(0, at) + text + before.slice(at + length) }]);
          // Of both files, and of a name that others were asked between.
          const others = method === 'documentSymbol' ? [] : [TEXT.indexOf('"read"') + 1, TEXT.indexOf('User'), place];
          for (const offset of [place, ...others]) {
            const asked = ask(policy, uri, Math.min(offset, policy.files.get(uri)!.text.length));
            const lines = (file: string) => indexes.of(file, policy.files.get(file)!.text);
            const view = { ...asked.view, lines };
            const written = { ...asked, view, client: { ...asked.client, takesText: true } };
            const wanted = await answer(asked as never, params as never, patience as never);
            expect(sent(await answer(written as never, params as never, patience as never))).toEqual(sent(wanted));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
