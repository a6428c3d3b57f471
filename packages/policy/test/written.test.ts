import { childrenOf, type Node } from '@polar-tools/language';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPolicy } from '../src/index.ts';
import { snapshotOf } from '../src/model/create.ts';
import { writtenAs, writtenInFile } from '../src/names/written.ts';
import { cloudText } from './cloud-text.ts';
import { policyFiles } from './differential/generate.ts';

/** Pieces that break statements, and names that are parts of others or written with escapes. */
const PIECES = [
  ';',
  '"',
  '}',
  '(',
  'if ',
  '"\\u{72}ead"',
  '"re\\nad" ',
  'a_read ',
  'read::read ',
  '"read" if "read";\n',
  '{read: read}',
  'é',
];

it('places of a name are all nodes that are written as it, in the order of the text, in sound and in broken files', () => {
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const texts = [...policyFiles(g), cloudText(g)].map((text) => {
        let now = text;
        for (let count = g(fc.nat, { max: 4 }); count > 0; count--) {
          const at = g(fc.nat, { max: now.length });
          const piece = PIECES[g(fc.nat, { max: PIECES.length - 1 })]!;
          now = now.slice(0, at) + piece + now.slice(at + g(fc.nat, { max: 3 }));
        }
        return now;
      });
      const policy = snapshotOf(
        createPolicy(
          texts.map((text, at) => ({ uri: `${at}.polar`, text })),
          {},
        ),
      );
      const expected = new Map<string, Node[]>();
      for (const { tree } of policy.statements()) {
        for (const node of tree === undefined ? [] : everyNode(tree)) {
          const name = written(node);
          if (name === undefined || name === '') continue;
          const same = expected.get(name);
          if (same === undefined) expected.set(name, [node]);
          else same.push(node);
        }
      }
      for (const [name, nodes] of expected) {
        const inFiles = [...policy.models.keys()].flatMap((uri) => writtenInFile(policy, uri, name));
        const found = writtenAs(policy, name);
        expect(found.map(({ node }) => node)).toEqual(inFiles.map(({ node }) => node));
        expect(found.length, name).toBe(nodes.length);
        for (const [at, { node }] of found.entries()) expect(node === nodes[at], `${name}, place ${at}`).toBe(true);
      }
      expect(writtenAs(policy, 'not_written_anywhere')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

function everyNode(root: Node): Node[] {
  return [root, ...childrenOf(root).flatMap(everyNode)];
}

function written(node: Node): string | undefined {
  const it = node as Node & { readonly text: string; readonly name: string; readonly value: string };
  if (it.$type === 'Name') return it.text;
  if (it.$type === 'Variable') return it.name;
  return it.$type === 'StringLiteral' ? it.value : undefined;
}
