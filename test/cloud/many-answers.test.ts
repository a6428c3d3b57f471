import { CloudRun, compileCloud, FactStore, prepareCloud, printFact } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';

const policy = `
actor User {}
resource Folder {
  roles = ["reader"];
  relations = { parent: Folder };
  "reader" if "reader" on "parent";
}
resource Document {
  permissions = ["read"];
  relations = { folder: Folder, copy: Document };
  "read" if "reader" on "folder";
  "read" if "read" on "copy";
}
has_role(user: User, "reader", _: Folder) if auditor(user);
`;

/** A table with thousands of answers is given to who waits for it in other ways than one with few. */
test.each([
  { seed: 1, folders: 3_000, documents: 6_000, auditor: false },
  { seed: 2, folders: 5_000, documents: 2_000, auditor: false },
  { seed: 3, folders: 1_500, documents: 9_000, auditor: false },
  { seed: 4, folders: 2_000, documents: 3_000, auditor: true },
])('all documents of thousands below others, in circles, too: $folders folders, an auditor: $auditor', (one) => {
  const { folders, documents, auditor } = one;
  let state = one.seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const facts = new FactStore();
  const to = (type: string, id: number) => ({ type, id: `${type}${id}` });
  const relate = (from: ReturnType<typeof to>, name: string, other: ReturnType<typeof to>): void => {
    facts.add({ predicate: 'has_relation', arguments: [from, { type: 'String', id: name }, other] });
  };
  const inFolder = new Map<number, number[]>();
  const under = new Map<number, number[]>();
  const copies = new Map<number, number[]>();
  const push = (map: Map<number, number[]>, key: number, value: number): void =>
    void map.set(key, [...(map.get(key) ?? []), value]);
  for (let folder = 1; folder < folders; folder++) {
    // Nearly all are below the first one; now and then one is below a later one, which closes a circle.
    const parent = below(20) === 0 ? below(folders) : below(folder);
    relate(to('Folder', folder), 'parent', to('Folder', parent));
    push(under, parent, folder);
  }
  for (let document = 0; document < documents; document++) {
    const folder = below(folders);
    relate(to('Document', document), 'folder', to('Folder', folder));
    push(inFolder, folder, document);
    if (below(3) > 0) continue;
    const of = below(documents);
    relate(to('Document', document), 'copy', to('Document', of));
    push(copies, of, document);
  }
  facts.add({
    predicate: 'has_role',
    arguments: [to('User', 1), { type: 'String', id: 'reader' }, to('Folder', auditor ? 7 : 0)],
  });
  if (auditor) facts.add({ predicate: 'auditor', arguments: [to('User', 1)] });

  const all = new Set([0]);
  for (const folder of all) for (const child of under.get(folder) ?? []) all.add(child);
  // An auditor reads all that is in any folder.
  const read = new Set([...(auditor ? inFolder.keys() : all)].flatMap((folder) => inFolder.get(folder) ?? []));
  for (const document of read) for (const copy of copies.get(document) ?? []) read.add(copy);

  const program = compileCloud(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'cloud' }), facts.values);
  for (const order of ['sorted', 'found'] as const) {
    const { query } = prepareCloud(program, 'allow(User:User1, "read", Document:_)');
    const run = new CloudRun(query!, { facts, order });
    const found: string[] = [];
    for (let outcome = run.run(); outcome.kind === 'answer'; outcome = run.run())
      found.push(printFact(outcome.answer.fact!));
    const expected = [...read].map((id) => `allow(User:User1, String:read, Document:Document${id})`);
    expect(found.length).toBeGreaterThan(1_000);
    expect(new Set(found).size).toBe(found.length);
    expect(found.toSorted()).toEqual(expected.toSorted());
  }
});
