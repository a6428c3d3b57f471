import { afterEach, expect, test } from 'vitest';
import type { ConvertResult } from '../src/protocol.ts';
import { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

async function converted(files: Record<string, string>): Promise<ConvertResult> {
  client = new TestClient(files);
  await client.initialize({ capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  const uri = await client.open('main.polar');
  return client.request('polar/convert', { textDocument: { uri } });
}

test('every change of a conversion is annotated, each decision by itself, and what may be left out opens the preview', async () => {
  const result = await converted({
    'main.polar': 'allow(u: User, "read", d: Doc) if d.owner = u;\nallow(u: User, "see", d: Doc) if d.see(u);\n',
    'polar.config.json': '{"dialect": "library"}',
  });
  if ('problem' in result) throw new Error(result.problem);
  expect(result).toMatchObject({ to: 'Oso Cloud', decisions: 1 });
  const changes = result.edit.documentChanges!.flatMap((change) => ('edits' in change ? [change] : []));
  expect(changes.map(({ textDocument }) => textDocument.uri)).toEqual([
    'file:///w/main.polar',
    'file:///w/polar.config.json',
  ]);
  const [main, configuration] = changes;
  expect(main!.edits.map((edit) => ('newText' in edit ? edit.newText : ''))).toEqual([
    '# Said for Oso Cloud by polar convert.\n\n',
    'actor User {}\nresource Doc {}\n\n',
    'owner(d, u)',
    '# Decide: A method call. Oso Cloud calls no code. Tell what it comes to as a fact, and ask for that.\n# allow(u: User, "see", d: Doc) if d.see(u);',
  ]);
  expect(configuration!.edits).toMatchObject([{ newText: '{"dialect": "cloud"}' }]);
  const annotations = result.edit.changeAnnotations!;
  const untickedAtFirst = Object.values(annotations).filter(({ needsConfirmation }) => needsConfirmation);
  expect(untickedAtFirst.map(({ label }) => label)).toEqual(['A comment that says so (optional)']);
  const used = changes.flatMap(({ edits }) => edits.map((edit) => ('annotationId' in edit ? edit.annotationId : '')));
  expect(used.map((id) => annotations[id]?.label)).toEqual([
    'A comment that says so (optional)',
    'Say it for Oso Cloud',
    'Say it for Oso Cloud',
    'Decide (left out): A method call',
    'Say it for Oso Cloud',
  ]);
  expect(result.report).toContain('- main.polar:2, left out: **A method call**.');
});

test('a policy with errors is not converted', async () => {
  expect(await converted({ 'main.polar': 'allow(' })).toMatchObject({
    problem: expect.stringContaining('has errors'),
  });
});
