import { isPlace } from './client-text.ts';
import type { Random } from './random.ts';

/** A piece of a text to replace. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What people and tools put into policies: whole statements, beginnings of them, and signs that break what is around. */
const PASTED = [
  'resource Pasted {\n  roles = ["a", "b"];\n  permissions = ["p"];\n  relations = { parent: Pasted };\n\n  "p" if "a";\n  "a" if "b" on "parent";\n}\n',
  'actor User {}\n',
  'has_role(user: User, "a", pasted: Pasted) if\n  user.name = pasted.owner;\n',
  'allow(actor, action, resource) if has_permission(actor, action, resource);\n',
  'f(x) if not g(x) and h(x) or i(x);\n',
  'f(x, x) if x in [1, 2, *rest] and rest = {a: 1, b: {c: x}};\n',
  'type f(x: Integer, y: String);\n',
  '?= f(1);\n',
  'global {\n  roles = ["admin"];\n  "admin" if "admin";\n}\n',
  'declare is_public(Pasted);\n',
  'test "pasted" {\n  setup {\n    has_role(User{"alice"}, "a", Pasted{"x"});\n    fixture shared;\n  }\n  assert allow(User{"alice"}, "p", Pasted{"x"});\n  assert_not allow(User{"bob"}, action: String, Pasted{"x"}) iff action in ["p"];\n}\n',
  'test fixture shared {\n  has_role(User{"bob"}, "b", Pasted{"y"});\n}\n',
  '# polar-disable-next-line undefined-rule-call, singleton-variable\n',
  '# region one\n# a comment\n# endregion\n',
  'résumé(größe, "漢字😀", x: Größe) if größe = x and "😀" = y;\r\n',
];
const SNIPPED = [
  '"',
  "'",
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ';',
  ',',
  '.',
  ':',
  '#',
  '@',
  '\\',
  '|',
  '$',
  '`',
  '?',
  '*',
  '=',
];
const WORDS = [
  'if ',
  ' and ',
  ' or ',
  'not ',
  'on ',
  'has_role(a, "',
  'role ',
  'x',
  'User',
  'matches ',
  'new ',
  'cut',
  'in ',
  '1',
  '1.5e3',
  '-',
];
const ODD = [
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '😀',
  '漢',
  'é',
  'e\u0301',
  '\u2028',
  '\uFEFF',
  '\u0000',
  '\uD83D',
  '\u200D',
];

/** One change that a person or a tool may make. */
export function randomEdit(text: string, random: Random): Edit {
  const place = (): number => {
    let offset = random.below(text.length + 1);
    while (!isPlace(text, offset)) offset -= 1;
    return offset;
  };
  const start = place();
  const until = (length: number): number => {
    let end = Math.min(text.length, start + length);
    while (!isPlace(text, end)) end += 1;
    return end;
  };
  switch (random.below(12)) {
    case 0:
      return { start, end: start, text: random.pick(PASTED) };
    case 1:
      return { start: text.length, end: text.length, text: random.pick(PASTED) };
    case 2:
      return { start, end: until(1 + random.below(3)), text: '' };
    case 3:
      return { start, end: until(random.below(60)), text: '' };
    case 4:
      return { start, end: start, text: random.pick(ODD) };
    case 5: {
      // Braces and quotes are cut where they stand, which is what hurts most.
      const sign = random.pick(['{', '}', '"', '(', ')', ';', '[', ']', '\n']);
      const at = text.indexOf(sign, start);
      return at === -1 || !isPlace(text, at) || !isPlace(text, at + 1)
        ? { start, end: start, text: sign }
        : { start: at, end: at + 1, text: '' };
    }
    case 6: {
      const other = place();
      let end = Math.min(other + random.below(120), text.length);
      while (!isPlace(text, end)) end += 1;
      const piece = text.slice(other, end);
      return { start, end: start, text: piece };
    }
    case 7:
    case 8:
      return { start, end: until(random.below(2)), text: random.pick(WORDS) };
    case 9:
      return random.once(6)
        ? { start: 0, end: text.length, text: random.once(2) ? '' : random.pick(PASTED) }
        : { start, end: start, text: '\n' };
    default:
      return { start, end: start, text: random.pick(SNIPPED) };
  }
}

/** A word typed letter by letter, as a keyboard does. */
export function typedWord(random: Random): string {
  return random.pick(['has_permission', '"reader"', 'resource ', 'if x = 1;', 'allow(', 'Größe😀']);
}
