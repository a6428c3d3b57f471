import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, type Drawing, type Line, titleOf } from './drawing.ts';
import { drawingOf, graphAsSvg, roleGraph } from './index.ts';
import { boldWidthOf, labelWidthOf } from './text-width.ts';

const graphOf = (text: string) => roleGraph(createPolicy([{ uri: 'main.polar', text }]));

/** A policy of several types whose roles and permissions follow from one another at random, circles included. */
const policies = fc
  .record({
    types: fc.integer({ min: 1, max: 6 }),
    names: fc.integer({ min: 1, max: 5 }),
    rules: fc.array(
      fc.record({
        of: fc.nat(5),
        to: fc.nat(9),
        from: fc.nat(9),
        over: fc.option(fc.nat(5)),
        condition: fc.boolean(),
      }),
      { maxLength: 24 },
    ),
    folded: fc.array(fc.nat(5), { maxLength: 2 }),
  })
  .map(({ types, names, rules, folded }) => {
    const each = Array.from({ length: types }, (_, i) => i);
    const name = (i: number): string => (i % 2 === 0 ? `"role_${i % names}"` : `"do ${i % names}"`);
    const blocks = each.map((of) => {
      const roles = Array.from({ length: names }, (_, i) => `"role_${i}"`).join(', ');
      const permissions = Array.from({ length: names }, (_, i) => `"do ${i}"`).join(', ');
      const relations = each.map((to) => `over_${to}: T${to}`).join(', ');
      const own = rules.filter((rule) => rule.of % types === of);
      const said = own.map(({ to, from, over, condition }) => {
        const on = over === null ? '' : ` on "over_${over % types}"`;
        return `  ${name(to)} if ${name(from)}${on}${condition ? ' and c(resource)' : ''};`;
      });
      return `resource T${of} {\n  roles = [${roles}];\n  permissions = [${permissions}];\n  relations = { ${relations} };\n${said.join('\n')}\n}`;
    });
    return { text: `${blocks.join('\n')}\nc(_);`, folded: new Set(folded.map((i) => `T${i % types}`)) };
  });

/** Points of a line, a few pixels apart. */
function* pointsOf({ runs }: Line): Generator<readonly [number, number]> {
  let last: readonly [number, number] | undefined;
  for (const { from, to, y } of runs) {
    if (last !== undefined) {
      const [x0, y0] = last;
      const middle = (x0 + from) / 2;
      for (let t = 0; t <= 1; t += 0.05) {
        const rest = 1 - t;
        const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * t, 3 * rest * t ** 2, t ** 3];
        yield [a * x0 + (b + c) * middle + d * from, (a + b) * y0 + (c + d) * y];
      }
    }
    for (let part = 0; part <= 1; part += 0.1) yield [from + (to - from) * part, y];
    last = [to, y];
  }
}

const isInside = ([x, y]: readonly [number, number], box: Box): boolean =>
  x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const labelBoxes = ({ labels }: Drawing): readonly Box[] =>
  labels.map(({ text, x, y }) => ({ x, y: y - 9, width: labelWidthOf(text), height: 11 }));

describe('of any policy', () => {
  test('no line passes behind a name, a label or a title, or behind a block that is not one of its ends', () => {
    fc.assert(
      fc.property(policies, ({ text, folded }) => {
        const graph = graphOf(text);
        const drawing = drawingOf(graph, folded);
        const titles = graph.blocks.map((block): Box => {
          const { x, y } = drawing.blocks.get(block.name)!;
          return { x: x + 14, y: y + 9, width: boldWidthOf(titleOf(block)), height: 16 };
        });
        const texts = [...labelBoxes(drawing), ...titles];
        for (const line of drawing.lines) {
          const [{ from, to }] = line.links as [(typeof line.links)[0]];
          for (const point of pointsOf(line)) {
            for (const box of texts)
              if (isInside(point, box)) expect.fail(`${from.id} → ${to.id} passes behind ${JSON.stringify(box)}`);
            for (const [id, box] of drawing.names)
              if (isInside(point, box)) expect.fail(`${from.id} → ${to.id} passes behind ${id}`);
            for (const [block, box] of drawing.blocks)
              if (block !== from.block && block !== to.block && isInside(point, box))
                expect.fail(`${from.id} → ${to.id} passes behind ${block}`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('names, labels and blocks lie beside one another, in the picture', () => {
    fc.assert(
      fc.property(policies, ({ text, folded }) => {
        const drawing = drawingOf(graphOf(text), folded);
        const [names, blocks] = [[...drawing.names.values()], [...drawing.blocks.values()]];
        for (const boxes of [[...names, ...labelBoxes(drawing)], blocks])
          for (const [i, a] of boxes.entries())
            for (const b of boxes.slice(i + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false);
        for (const { x, y, width, height } of blocks)
          expect(x >= 0 && y >= 0 && x + width <= drawing.width && y + height <= drawing.height).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('each line begins and ends at what it links, and each link is one line’s', () => {
    fc.assert(
      fc.property(policies, ({ text, folded }) => {
        const graph = graphOf(text);
        const drawing = drawingOf(graph, folded);
        const inside = graph.links.filter(({ from, to }) => from.block === to.block && folded.has(from.block));
        expect(drawing.lines.flatMap(({ links }) => links).length).toBe(graph.links.length - inside.length);
        for (const { links, runs, loop } of drawing.lines) {
          if (loop !== undefined) continue;
          const [{ from, to }] = links as [(typeof links)[0]];
          const boxOf = (one: typeof from): Box => drawing.names.get(one.id) ?? drawing.blocks.get(one.block)!;
          for (const [end, box] of [
            [[runs[0]!.from, runs[0]!.y], boxOf(from)],
            [[runs.at(-1)!.to, runs.at(-1)!.y], boxOf(to)],
          ] as const) {
            expect([box.x, box.x + box.width].some((side) => Math.abs(side - end[0]!) < 0.01)).toBe(true);
            expect(Math.abs(box.y + box.height / 2 - end[1]!) < 0.01).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('a folded block shows what it is linked with, once', () => {
  const text = `resource A { roles = ["r", "s"]; "r" if "s"; }
    resource B { roles = ["x", "y"]; relations = { a: A }; "x" if "r" on "a"; "y" if "s" on "a"; }`;
  const all = drawingOf(graphOf(text), new Set(['A', 'B']));
  expect(all.lines.map(({ links }) => links.length)).toEqual([2]);
  expect(all.names.size).toBe(0);
  const one = drawingOf(graphOf(text), new Set(['A']));
  expect(one.lines.map(({ links: [link] }) => link!.to.id)).toEqual(['B.x', 'B.y']);
  expect([...one.names.keys()]).toEqual(['B.x', 'B.y']);
});

test('a curve has no number that is none', () => {
  expect(graphAsSvg(graphOf('resource A { roles = ["r"]; relations = { up: A }; "r" if "r" on "up"; }'))).not.toMatch(
    /NaN|undefined/,
  );
});

test('lines between blocks do not cross where a block can be turned upside down', () => {
  const { lines } = drawingOf(
    graphOf(`resource Org { roles = ["owner", "member"]; permissions = ["invite"]; "invite" if "owner"; "member" if "owner"; }
resource Repo { roles = ["reader", "admin"]; permissions = ["read", "push"]; relations = { org: Org };
  "read" if "reader"; "push" if "admin"; "reader" if "admin"; "reader" if "member" on "org"; "admin" if "owner" on "org"; }
resource Issue { permissions = ["read", "comment", "close"]; relations = { repo: Repo };
  "close" if "push" on "repo"; "comment" if "read" on "repo"; "read" if "reader" on "repo"; }`),
  );
  const far = lines.filter(({ isFar }) => isFar).map(({ links, runs }) => ({ to: links[0]!.to, runs }));
  const ends = far.map(({ runs }) => {
    // Where it leaves its block, and where it comes to the other one: the widest step between two runs.
    const at = runs.findIndex((run, i) => i > 0 && run.from - runs[i - 1]!.to > 60);
    return [runs[at]!.from, runs[at - 1]!.y, runs[at]!.y] as const;
  });
  expect(ends.length).toBe(5);
  for (const [x, from, to] of ends)
    for (const [other, start, end] of ends)
      if (x === other) expect((from - start) * (to - end)).toBeGreaterThanOrEqual(0);
});
