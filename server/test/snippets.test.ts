import { readFileSync, writeFileSync } from 'node:fs';
import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { InsertTextFormat, type TextEdit } from 'vscode-languageserver';
import { completions } from '../src/features/completion.ts';
import { askAbout } from './asked.ts';
import { applyEdits } from './stress/client-text.ts';

/** What each snippet comes to at each place in each dialect, with what its places suggest: `POLAR_GOLDEN=write` writes it anew, to be read before it is committed. */
const golden = new URL('./snippets.txt', import.meta.url);

const BLOCKS = `actor User {}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "reader";
}
`;
const LIBRARY = `${BLOCKS}has_role(user: User, name: String, _repo: Org) if user.name = name;\n`;
const CLOUD = `global { roles = ["admin"]; }\n${BLOCKS}
test fixture people {
  has_role(User{"alice"}, "reader", Repo{"anvil"});
}
`;

/** The places, each with a whole statement around it: what is inserted must make it one without a fault. */
const PLACES: Readonly<Record<'library' | 'cloud', Readonly<Record<string, string>>>> = {
  library: {
    'a statement': '|',
    'a member': 'resource Thing {\n  roles = ["a"];\n  relations = { parent: Org };\n  |\n}',
    'a member of an empty block': 'resource Thing {\n  |\n}',
    'a condition': 'f(x) if |;',
    'a condition after another': 'f(x) if g(x) and |;',
    'after a value': 'f(x) if x |;',
    'a value': 'f(x) if x = |;',
    'an inline query': '?= |;',
  },
  cloud: {
    'a statement': '|',
    'a member': 'resource Thing {\n  roles = ["a"];\n  relations = { parent: Org };\n  |\n}',
    'a member of an empty block': 'resource Thing {\n  |\n}',
    'a member of an actor block': 'actor Team {\n  |\n}',
    'a member of global': 'global {\n  |\n}',
    'a condition': 'f(x: User) if |;',
    'after a value': 'f(x: User) if x |;',
    'a value': 'f(x: User) if x = |;',
    'a part of a test': 'test "t" {\n  |\n}',
    'a part of a test after its setup': 'test "t" {\n  setup {}\n  |\n}',
    'a fact of a setup': 'test "t" {\n  setup {\n    |\n  }\n}',
    'a fact of a fixture': 'test fixture more {\n  |\n}',
    'an assertion': 'test "t" {\n  assert |;\n}',
    'after an assertion': 'test "t" {\n  assert allow(User{"a"}, action, Repo{"b"}) |;\n}',
  },
};

/** What a person would type where a snippet leaves the cursor. */
const goal = (before: string): string => (/(\bif|\bassert|\bassert_not)\s*$/.test(before) ? 'g(x)' : '');

/** A snippet with what its places suggest. */
function filled(snippet: string): string {
  let text = snippet;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\$\{\d+:((?:\\.|[^\\}$])*)\}/g, '$1').replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1');
  }
  text = text.replace(/\$0/, (_, at: number) => goal(text.slice(0, at)));
  return text.replace(/\$\d/g, '').replace(/\\([\\$}])/g, '$1');
}

const dialects = Object.entries(PLACES) as ['library' | 'cloud', Readonly<Record<string, string>>][];
const places = dialects.flatMap(([dialect, all]) =>
  Object.entries(all).map(([place, text]) => ({ dialect, place, text })),
);

/** The snippets that are offered at a place, with the texts that they make of it. */
function snippetsAt(dialect: 'library' | 'cloud', place: string) {
  const source = `${dialect === 'library' ? LIBRARY : CLOUD}\n${place}\n`;
  const asked = askAbout(source, { dialect });
  const before = source.replace('|', '');
  const { items } = completions(asked);
  return items
    .filter(({ insertTextFormat }) => insertTextFormat === InsertTextFormat.Snippet)
    .map(({ label, labelDetails, textEdit }) => {
      const edit = textEdit as TextEdit;
      // The calls of a statement's start are heads, which go on.
      const isHead = place === '|' && /\)$/.test(edit.newText);
      const inserted = filled(edit.newText) + (isHead ? ';' : '');
      const isOpen =
        /^test|^resource|^actor|^global/.test(place) && !/[;}]\s*$/.test(inserted) && !place.includes('|;');
      const newText = inserted + (isOpen ? ';' : '');
      return {
        label: label + (labelDetails?.detail ?? ''),
        text: applyEdits(before, [{ ...edit, newText }], 'utf-16'),
        inserted,
      };
    });
}

describe('snippets', () => {
  test.each(places)('make statements without a fault: $place ($dialect)', ({ dialect, text: place }) => {
    const faulty = snippetsAt(dialect, place).flatMap(({ label, text }) => {
      const policy = createPolicy([{ uri: 'file:///w/main.polar', text }], { dialect });
      const errors = [...policy.files.values()].flatMap(({ statements }) => statements.flatMap((each) => each.errors));
      return errors.map(({ message }) => `${label}: ${message}`);
    });
    expect(faulty).toEqual([]);
  });

  test('are those of the golden file', () => {
    const lines = places.map(({ dialect, place, text }) => {
      const all = snippetsAt(dialect, text).map(
        ({ label, inserted }) => `  ${label}\n${inserted.replace(/^/gm, '    ')}\n`,
      );
      return `# ${place}, ${dialect}\n${all.join('')}`;
    });
    const written = `${lines.join('\n')}`;
    if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, written);
    expect(written).toBe(readFileSync(golden, 'utf8'));
  });
});
