import { type Dialect, isBuiltInClass } from '@polar-tools/policy';
import { languagePage } from '../check-pages.ts';
import { code } from './clause-text.ts';

/** What a word or sign of the language means: in words, and an example. */
interface Meaning {
  readonly says: string;
  readonly example?: string;
  /** The only dialect that has it. */
  readonly dialect?: Dialect;
}

/** Which part of `docs/language` is about what. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'rules.md': ['if'],
  'rules.md#rule-types': ['type'],
  'rules.md#inline-queries': ['?='],
  'lexical.md#numbers': ['inf', 'nan'],
  'conditions.md#precedence': ['and', 'or'],
  'conditions.md#values-and-conditions': ['true', 'false'],
  'conditions.md#unification-and-assignment': ['=', ':='],
  'conditions.md#comparison': ['==', '!=', '<', '<=', '>', '>='],
  'conditions.md#arithmetic': ['mod', 'rem', '+', '-', '*', '/'],
  'conditions.md#membership': ['in'],
  'conditions.md#matching': ['matches', 'matches!'],
  'conditions.md#negation-and-forall': ['not', 'forall'],
  'conditions.md#cut': ['cut'],
  'conditions.md#new': ['new'],
  'conditions.md#print-and-debug': ['print', 'debug'],
  'conditions.md#the-time': ['@current_unix_time'],
  'blocks.md': ['actor', 'resource', 'global'],
  'blocks.md#declarations': ['roles', 'permissions', 'relations'],
  'blocks.md#shorthand-rules': ['on', 'shorthand'],
  'blocks.md#the-implied-allow': ['allow'],
  'blocks.md#types-that-extend-others': ['extends'],
  'facts-and-tests.md#facts-and-their-types': ['declare'],
  'facts-and-tests.md#tests': ['test', 'setup'],
  'facts-and-tests.md#assertions': ['assert', 'assert_not', 'iff'],
  'facts-and-tests.md#fixtures': ['fixture'],
};

const pageOf: ReadonlyMap<string, string> = new Map(
  Object.entries(PAGES).flatMap(([page, words]) => words.map((word) => [word, page] as const)),
);

/** The same text with a link to the page of the language's documentation about a word, where there is one and the client has the pages. */
export function withPage(text: string, word: string, checkPages: string | undefined): string {
  const page = pageOf.get(word) ?? (isBuiltInClass(word) ? 'rules.md#built-in-classes' : undefined);
  const address = page && languagePage(checkPages, page);
  if (page === undefined || address === undefined) return text;
  const [file, part] = page.split('.md#');
  const title = (part ?? file!.replace('.md', '')).replaceAll('-', ' ');
  return `${text}\n\n[The language: ${title}](${address})`;
}

const LIBRARY = 'library';
const CLOUD = 'cloud';

/** By word or sign; of the two dialects where they differ. */
const MEANINGS: Readonly<Record<string, Meaning | Readonly<Record<Dialect, Meaning>>>> = {
  if: {
    says: 'The rule holds if what follows holds. A rule without `if` always holds.',
    example: 'head(x) if body(x);',
  },
  and: { says: 'Both must hold. Binds tighter than `or`.' },
  or: { says: 'One must hold. Binds less than `and`.', example: '(a = 1 or a = 2) and b = 3' },
  not: {
    library: { says: 'Holds when its goal has no solution. It binds no variable.' },
    cloud: {
      says: 'Holds when there is no such fact. It stands before one call, whose variables must be bound by another goal of the rule.',
    },
  },
  in: {
    library: {
      says: 'Is a member of: of a list, of the pairs of a dictionary, of the characters of a string, or of what the application iterates.',
      example: 'role in user.roles',
    },
    cloud: { says: 'Is one of a list of values.', example: 'action in ["read", "write"]' },
  },
  matches: {
    library: { says: 'Is of a class, or has the fields of a pattern.', example: 'x matches User{name: "alice"}' },
    cloud: { says: 'Is of a type, or of one that extends it.', example: 'resource matches Document' },
  },
  forall: {
    says: 'Holds if the action holds for every solution of the condition. It binds no variable.',
    example: 'forall(x in list, x > 0)',
    dialect: LIBRARY,
  },
  cut: {
    says: 'Gives up the choices made since this rule was called: no other rule of the call is tried.',
    dialect: LIBRARY,
  },
  print: { says: 'Prints its arguments, and holds.', example: 'print("user", user)', dialect: LIBRARY },
  debug: { says: 'Stops in the debugger, and holds.', dialect: LIBRARY },
  new: { says: 'Constructs an object of a class of the application.', example: 'new User("alice")', dialect: LIBRARY },
  mod: {
    says: 'The remainder of a division, with the sign of the divisor.',
    example: '-5 mod 3 = 1',
    dialect: LIBRARY,
  },
  rem: {
    says: 'The remainder of a division, with the sign of the dividend.',
    example: '-5 rem 3 = -2',
    dialect: LIBRARY,
  },
  type: {
    library: {
      says: 'A rule type: every rule of this name must match one of its rule types.',
      example: 'type is_owner(user: User, repo: Repo);',
    },
    cloud: { says: 'A rule type. Oso Cloud finds types from rules and `declare`.' },
  },
  actor: {
    says: 'A block of a type that acts: it can have roles and permissions on others.',
    example: 'actor User {}',
  },
  resource: {
    says: 'A block of a type that is acted on: its roles, permissions, relations, and the rules between them.',
    example: 'resource Repo {\n  roles = ["reader"];\n  permissions = ["read"];\n\n  "read" if "reader";\n}',
  },
  roles: { says: 'The roles that an actor can have on this type.', example: 'roles = ["reader", "writer"];' },
  permissions: { says: 'What can be done with this type.', example: 'permissions = ["read", "write"];' },
  relations: { says: 'How this type is related to others, by name.', example: 'relations = { parent: Organization };' },
  on: {
    says: 'Asks for the role, permission or relation on the related resource instead of this one.',
    example: '"reader" if "owner" on "parent";',
  },
  global: {
    says: 'The block of roles and permissions that are on no resource; in a shorthand, one of them.',
    example: 'global {\n  roles = ["admin"];\n}',
    dialect: CLOUD,
  },
  extends: {
    says: 'A type takes over the roles, permissions, relations and rules of others.',
    example: 'resource Document extends File {}',
    dialect: CLOUD,
  },
  declare: {
    says: 'Says which types the arguments of a fact have. Several add up.',
    example: 'declare is_public(Repo, Boolean);',
    dialect: CLOUD,
  },
  test: {
    says: 'Facts, and what must or must not hold with them.',
    example:
      'test "readers read" {\n  setup { has_role(User{"alice"}, "reader", Repo{"oso"}); }\n  assert allow(User{"alice"}, "read", Repo{"oso"});\n}',
    dialect: CLOUD,
  },
  fixture: {
    says: 'Facts that several tests share: `test fixture name { … }` makes them, `fixture name;` in a setup uses them.',
    dialect: CLOUD,
  },
  setup: { says: 'The facts of a test, beside those of the policy.', dialect: CLOUD },
  assert: { says: 'This must hold.', dialect: CLOUD },
  assert_not: { says: 'This must not hold.', dialect: CLOUD },
  iff: {
    says: 'The assertion must hold for exactly the values for which the condition does.',
    example: 'assert allow(User{"alice"}, action: String, Repo{"oso"}) iff action in ["read"];',
    dialect: CLOUD,
  },
  '?=': {
    says: 'An inline query: it is asked when the policy is loaded, and must hold.',
    example: '?= allow("a", "read", "b");',
  },
  '=': { says: 'Unifies: both sides are the same, or are made the same by giving variables their values.' },
  ':=': { says: 'Gives a variable that has no value one. It is an error if it has one.', dialect: LIBRARY },
  '==': {
    says: 'Compares two values that are there: it gives no variable a value that could be read.',
    dialect: LIBRARY,
  },
  '!=': { says: 'The two are not equal.' },
  '<': { says: 'Is less. The Library compares numbers, strings and booleans, Cloud integers.' },
  '<=': { says: 'Is less or equal.' },
  '>': { says: 'Is greater.' },
  '>=': { says: 'Is greater or equal.' },
  true: { says: 'Holds; as a value, the boolean.' },
  false: { says: 'Does not hold; as a value, the boolean.' },
  inf: { says: 'The float that is greater than all others.', dialect: LIBRARY },
  nan: { says: 'The float that is no number. It is equal to nothing, itself included.', dialect: LIBRARY },
};

/** What a word or sign of the language means, as Markdown; undefined where it means nothing. */
export function keywordText(word: string, dialect: Dialect, checkPages?: string): string | undefined {
  if (!Object.hasOwn(MEANINGS, word)) return undefined;
  const meaning = MEANINGS[word]!;
  const found = 'says' in meaning ? meaning : meaning[dialect];
  const only =
    found.dialect === undefined || found.dialect === dialect
      ? ''
      : ` Only in ${found.dialect === LIBRARY ? 'the Library' : 'Oso Cloud'}.`;
  const text = `\`${word}\`: ${found.says}${only}`;
  return withPage(found.example === undefined ? text : `${text}\n\n${code(found.example)}`, word, checkPages);
}
