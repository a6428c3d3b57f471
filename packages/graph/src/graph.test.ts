import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import {
  around,
  drawingOf,
  graphAsJson,
  graphAsMarkdown,
  graphAsMermaid,
  graphAsSvg,
  graphOfWire,
  linkedWith,
  matricesOf,
  roleGraph,
  wireOf,
} from './index.ts';
import { reachedText } from './words.ts';

const graphOf = (text: string) => roleGraph(createPolicy([{ uri: 'main.polar', text }]));

const drive = `actor User {}
global { roles = ["auditor"]; }
resource Org {
  roles = ["member", "admin"];
  permissions = ["read"];
  "member" if "admin";
  "read" if "member";
  "read" if global "auditor";
}
resource Folder {
  roles = ["viewer", "owner"];
  permissions = ["read", "write", "lock"];
  relations = { parent: Folder, org: Org, creator: User };
  role if role on "parent";
  "viewer" if "owner";
  "viewer" if "member" on "org";
  "owner" if "creator";
  "read" if "viewer";
  "write" if "owner" and "viewer";
}
has_permission(user: User, "lock", folder: Folder) if is_locker(user, folder);
`;

const linksOf = (text: string) =>
  graphOf(text).links.map(
    ({ from, to, via, isConditional }) =>
      `${from.id} -> ${to.id}${via === undefined ? '' : ` on ${via}`}${isConditional ? ' and' : ''}`,
  );

test('links are what the shorthands of blocks say, across relations, and conditions of several', () => {
  expect(linksOf(drive)).toEqual([
    'Org.admin -> Org.member',
    'Org.member -> Org.read',
    'global.auditor -> Org.read',
    'Folder.viewer -> Folder.viewer on parent',
    'Folder.owner -> Folder.owner on parent',
    'Folder.owner -> Folder.viewer',
    'Org.member -> Folder.viewer on org',
    'Folder.creator -> Folder.owner',
    'Folder.viewer -> Folder.read',
    'Folder.owner -> Folder.write and',
    'Folder.viewer -> Folder.write and',
  ]);
});

test('what a type inherits is of the type that declares it', () => {
  const text = `${drive} resource Album extends Folder { permissions = ["play"]; "play" if "viewer"; }`;
  expect(linksOf(text).at(-1)).toBe('Folder.viewer -> Album.play');
});

test('the matrix says from what a permission follows, and how', () => {
  expect(graphAsMarkdown(graphOf(drive))).toBe(`### Org

| Org | member | admin | global auditor |
| --- | --- | --- | --- |
| read | yes | by member | yes |

### Folder

| Folder | viewer | owner | viewer on parent | member on org | owner on parent | member on org on parent | creator | admin on org | creator on parent | admin on org on parent | other rules |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| read | yes | by viewer | by viewer | by viewer | by viewer on parent, viewer | by viewer on parent, viewer | by owner, viewer | by member on org, viewer | by owner on parent, viewer on parent, viewer | by member on org on parent, viewer on parent, viewer |  |
| write | yes, with a condition | yes, with a condition | by viewer, with a condition | by viewer, with a condition | by owner, with a condition | by viewer on parent, viewer, with a condition | by owner, with a condition | by member on org, viewer, with a condition | by owner on parent, owner, with a condition | by member on org on parent, viewer on parent, viewer, with a condition |  |
| lock |  |  |  |  |  |  |  |  |  |  | 1 rule |
`);
});

describe('the picture', () => {
  const svg = graphAsSvg(graphOf(drive));

  test('has each block, each name and each link once, inside its bounds', () => {
    const drawing = drawingOf(graphOf(drive));
    expect(svg.match(/data-block="/g)?.length).toBe(4);
    expect([...svg.matchAll(/data-name="(.*?)"/g)].map(([, name]) => name)).toEqual([
      'global.auditor',
      'Org.member',
      'Org.admin',
      'Org.read',
      'Folder.viewer',
      'Folder.owner',
      'Folder.read',
      'Folder.write',
      'Folder.lock',
      'Folder.creator',
    ]);
    expect(svg.match(/<path class="link/g)?.length).toBe(11);
    for (const [id, box] of drawing.names) {
      const block = drawing.blocks.get(id.split('.')[0]!)!;
      expect(box.x >= block.x && box.x + box.width <= block.x + block.width, id).toBe(true);
      expect(box.y >= block.y && box.y + box.height <= block.y + block.height, id).toBe(true);
    }
  });

  test('no two blocks and no two names lie over one another', () => {
    const { blocks, names } = drawingOf(graphOf(drive));
    for (const boxes of [[...blocks.values()], [...names.values()]])
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          );
  });

  test('says the same in words', () => {
    expect(/<desc.*?<.desc>/s.exec(svg)![0]).toContain('Org: read follows from member, admin, global auditor.');
    expect(/<desc.*?<.desc>/s.exec(svg)![0]).toContain('Folder: lock follows from other rules.');
  });

  test('a name is text, whatever is in it', () => {
    const evil = graphAsSvg(
      graphOf('resource A { permissions = ["<script>&\\"\u0001]]>"]; roles = ["r"]; "<script>&\\"\u0001]]>" if "r"; }'),
    );
    expect(evil).not.toMatch(/<script/);
    expect(evil).toContain('>&lt;script&gt;&amp;&quot; ]]&gt;<');
    expect([...evil.matchAll(/data-name="(.*?)"/g)].length).toBe(2);
    // Every tag is closed, in order.
    const open: string[] = [];
    for (const [, close, name, self] of evil.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (self !== '/') open.push(name!);
    }
    expect(open).toEqual([]);
  });
});

test('Mermaid shows names that are words of its own', () => {
  const text = graphAsMermaid(
    graphOf('actor User {} resource A { roles = ["end"]; permissions = ["a\\"]b"]; "a\\"]b" if "end"; }'),
  );
  expect(text).toBe(`flowchart LR
  accTitle: Roles and permissions
  accDescr: Arrows lead from what one must have to the roles and permissions that one has then.
  b0["actor User"]
  subgraph b1["resource A"]
    n0(["end"])
    n1["a#34;#93;b"]
  end
  n0 --> n1
`);
});

test('JSON has the blocks, the links and the matrices', () => {
  expect(graphAsJson(graphOf('resource A { roles = ["r"]; permissions = ["p"]; "p" if "r"; }'))).toEqual({
    blocks: [{ name: 'A', keyword: 'resource', extends: [], roles: ['r'], permissions: ['p'], relations: {} }],
    links: [{ from: { block: 'A', name: 'r' }, to: { block: 'A', name: 'p' } }],
    matrices: [{ block: 'A', rows: [{ permission: 'p', from: [{ role: 'r', by: [] }], rules: 0 }] }],
  });
});

test('circles end', () => {
  const graph = graphOf(
    'resource A { roles = ["r", "s"]; permissions = ["p"]; relations = { up: A }; "r" if "s"; "s" if "r"; "r" if "r" on "up"; "p" if "s"; }',
  );
  expect(matricesOf(graph)[0]!.columns.map(({ label }) => label)).toEqual(['r', 's', 'r on up', 's on up']);
  expect(graphAsSvg(graph)).toContain('</svg>');
});

test('the roles of the global block are its own columns', () => {
  expect(
    graphAsMarkdown(graphOf('global { roles = ["aud"]; permissions = ["stats"]; "stats" if "aud"; }')),
  ).toBe(`### global

| global | aud |
| --- | --- |
| stats | yes |
`);
});

test.each([
  ['"e" if "c"; "w" if "e"; "w" if "c" and not_locked(resource);', 'by e'],
  ['"w" if "c" and not_locked(resource); "w" if "e"; "e" if "c";', 'by e'],
  ['"e" if "c" and not_locked(resource); "w" if "e"; "w" if "f"; "f" if "g"; "g" if "c";', 'by g, f'],
  ['"e" if "c" and a(resource); "w" if "e"; "e" if "f"; "f" if "c";', 'by f, e'],
  ['"w" if "c" and a(resource); "w" if "c";', 'yes'],
  ['"w" if "e"; "e" if "c" and a(resource);', 'by e, with a condition'],
])('a way without a condition goes before one with: %s', (rules, expected) => {
  const [matrix] = matricesOf(
    graphOf(`resource R { roles = ["c", "e", "f", "g"]; permissions = ["w"]; ${rules} } not_locked(_: R); a(_: R);`),
  );
  const at = matrix!.columns.findIndex(({ label }) => label === 'c');
  expect(reachedText(matrix!.rows[0]!.cells[at]!)).toBe(expected);
});

describe('what follows from a call alone', () => {
  const of = (rule: string) =>
    graphOf(
      `resource O { roles = ["m"]; permissions = ["invite"]; } resource R { roles = ["r"]; permissions = ["read"]; relations = { org: O }; ${rule} } is_pub(_: R);`,
    );

  test.each([
    ['"read" if is_pub(resource);', 1],
    ['"read" if (is_pub(resource));', 1],
    ['"read" if "r" or is_pub(resource);', 1],
    ['"read" if is_pub(resource) or "invite" on "org";', 1],
    ['"read" if is_pub(resource) and is_pub(resource);', 1],
    ['"read" if is_pub(resource); "read" if "r" or is_pub(resource);', 2],
    ['"read" if "r" and is_pub(resource);', 0],
    ['"read" if "r" and (is_pub(resource) or is_pub(resource));', 0],
    ['"read" if (is_pub(resource) or "r") and is_pub(resource);', 1],
    ['"read" if "r";', 0],
  ])('counts as a rule: %s', (rule, count) => {
    expect(of(rule).blocks[1]!.names.find(({ name }) => name === 'read')!.rules.length).toBe(count);
  });

  test('is told in the table, in the picture, and in Mermaid', () => {
    const graph = of('"read" if is_pub(resource);');
    expect(graphAsMarkdown(graph)).toContain('| R | r | other rules |\n| --- | --- | --- |\n| read |  | 1 rule |');
    expect(graphAsSvg(graph)).toContain('ƒ');
    expect(graphAsMermaid(graph)).toContain('["read ƒ"]');
  });
});

test('a graph is the same after it was a message', () => {
  const graph = graphOf(drive);
  const read = graphOfWire(JSON.parse(JSON.stringify(wireOf(graph, (uri) => uri))));
  expect(graphAsMarkdown(read)).toBe(graphAsMarkdown(graph));
  expect(graphAsSvg(read)).toBe(graphAsSvg(graph));
  expect(wireOf(graph, (uri) => `file:///${uri}`).links[0]!.place.uri).toBe('file:///main.polar');
});

test('a block is shown with what it is linked with alone', () => {
  const part = around(
    graphOf(
      `${drive} resource Far {} resource Note { relations = { folder: Folder }; permissions = ["read"]; "read" if "read" on "folder"; }`,
    ),
    'Org',
  );
  expect(part.blocks.map(({ name }) => name)).toEqual(['global', 'Org', 'Folder']);
  expect(part.links.some(({ to }) => to.block === 'Note')).toBe(false);
});

test('a name is linked with all that it gives and all that gives it, and not with what else these give', () => {
  const graph = graphOf(drive);
  const name = (id: string) => graph.blocks.flatMap(({ names }) => names).find((one) => one.id === id)!;
  expect([...linkedWith(graph, name('Folder.owner'))].sort()).toEqual([
    'Folder.creator',
    'Folder.owner',
    'Folder.read',
    'Folder.viewer',
    'Folder.write',
  ]);
});

test('each way in a matrix has what says so', () => {
  for (const { rows } of matricesOf(graphOf(drive)))
    for (const { cells } of rows)
      for (const cell of cells)
        if (cell !== undefined) {
          expect(cell.links.map(({ from }) => from.id)).toEqual(cell.steps.slice(0, -1).map(({ id }) => id));
          expect(cell.links.map(({ to }) => to.id)).toEqual(cell.steps.slice(1).map(({ id }) => id));
        }
});
