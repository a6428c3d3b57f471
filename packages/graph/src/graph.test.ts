import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { drawingOf, graphAsJson, graphAsMarkdown, graphAsMermaid, graphAsSvg, matricesOf, roleGraph } from './index.ts';

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

| Folder | viewer | owner | viewer on parent | member on org | owner on parent | member on org on parent | creator | admin on org | creator on parent | admin on org on parent | rules |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| read | yes | by viewer | by viewer | by viewer | by viewer, viewer | by viewer, viewer | by owner, viewer | by member, viewer | by owner, viewer, viewer | by member, viewer, viewer |  |
| write | yes, with a condition | yes, with a condition | by viewer, with a condition | by viewer, with a condition | by owner, with a condition | by viewer, viewer, with a condition | by owner, with a condition | by member, viewer, with a condition | by owner, owner, with a condition | by member, viewer, viewer, with a condition |  |
| lock |  |  |  |  |  |  |  |  |  |  | 1 |
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
    expect(/<desc.*?<.desc>/s.exec(svg)![0]).toContain('Folder: lock follows from rules that are written in full.');
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
  const text = graphAsMermaid(graphOf('resource A { roles = ["end"]; permissions = ["a\\"]b"]; "a\\"]b" if "end"; }'));
  expect(text).toBe(`flowchart LR
  subgraph b0["resource A"]
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
