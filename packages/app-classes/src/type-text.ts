/** The classes that a type names: those that a value of it may have itself, and those of what is in it, where it is many. */
export interface NamedTypes {
  readonly itself: readonly string[];
  readonly elements: readonly string[];
}

const NOTHING: NamedTypes = { itself: [], elements: [] };

/** Types that stand for what is in their brackets. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...[
    'Optional',
    'Union',
    'Annotated',
    'Final',
    'ClassVar',
    'Required',
    'NotRequired',
    'Mapped',
    'Awaitable',
    'Coroutine',
  ],
  ...['InstanceOf', 'ReadOnly', 'Promise', 'Readonly', 'Partial', 'NonNullable', 'Awaited', 'Omit', 'Pick', 'Relation'],
]);

/** Types that hold many of what is in their brackets. */
const MANY: ReadonlySet<string> = new Set([
  ...[
    'list',
    'List',
    'set',
    'Set',
    'frozenset',
    'FrozenSet',
    'tuple',
    'Tuple',
    'Sequence',
    'MutableSequence',
    'Collection',
  ],
  ...['Iterable', 'Iterator', 'Generator', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator', 'deque', 'AbstractSet'],
  ...[
    'Manager',
    'RelatedManager',
    'QuerySet',
    'DynamicMapped',
    'WriteOnlyMapped',
    'Query',
    'Array',
    'ReadonlyArray',
    'ReadonlySet',
  ],
]);

/** Types whose brackets say nothing of a value's own class. */
const KEYED: ReadonlySet<string> = new Set([
  'dict',
  'Dict',
  'Mapping',
  'MutableMapping',
  'Map',
  'ReadonlyMap',
  'Record',
  'Callable',
  'Literal',
  'Type',
  'type',
]);

const TOKEN = /([\p{L}_$][\p{L}\p{N}_$.]*)|(\[\s*\])|=>|[[\]<>(),|&]/gu;

/** Reads the classes that a type names, as Python or TypeScript write it: `Optional[List["Role"]]`, `Promise<Role[] | null>`. */
export function namedTypes(text: string): NamedTypes {
  // What a callable or an object type has within is not the value's own.
  if (/=>|^\s*\{/.test(text)) return NOTHING;
  const tokens = [
    ...text
      .slice(0, LONGEST)
      .replace(/\{[^}]*\}/g, '')
      .matchAll(TOKEN),
  ].map(([token]) => token.replace(/\s/g, ''));
  let at = 0;
  const list = (depth: number): NamedTypes[] => {
    const found: NamedTypes[] = [];
    let current = NOTHING;
    for (; at < tokens.length; ) {
      const token = tokens[at]!;
      if (token === ']' || token === '>' || token === ')') break;
      if (token === ',') {
        at++;
        found.push(current);
        current = NOTHING;
      } else if (token === '|' || token === '&') at++;
      else current = both(current, one(depth));
    }
    found.push(current);
    return found;
  };
  const one = (depth: number): NamedTypes => {
    const name = tokens[at++]!;
    const isBracket = name === '[' || name === '(' || name === '<';
    let inside: NamedTypes[] = [];
    if (isBracket || tokens[at] === '[' || tokens[at] === '<') {
      if (!isBracket) at++;
      // Deeper ones are of no use to anyone.
      if (depth > DEEPEST) at = tokens.length;
      inside = list(depth + 1);
      at++;
    }
    let type = isBracket ? all(name === '[' ? [] : inside) : named(name, inside);
    for (; tokens[at] === '[]'; at++) type = { itself: [], elements: type.itself };
    return type;
  };
  const [type = NOTHING] = list(0);
  return type;
}

function named(written: string, inside: readonly NamedTypes[]): NamedTypes {
  const name = written.slice(written.lastIndexOf('.') + 1);
  if (NO_CLASSES.has(name)) return NOTHING;
  if (WRAPPERS.has(name))
    return name === 'Annotated' || name === 'Omit' || name === 'Pick' ? (inside[0] ?? NOTHING) : all(inside);
  if (MANY.has(name)) return { itself: [], elements: all(inside).itself };
  if (KEYED.has(name)) return NOTHING;
  return { itself: [written], elements: [] };
}

const NO_CLASSES: ReadonlySet<string> = new Set(['None', 'null', 'undefined', 'readonly', 'keyof', 'typeof', '[]']);

const all = (types: readonly NamedTypes[]): NamedTypes => types.reduce(both, NOTHING);

const both = (one: NamedTypes, other: NamedTypes): NamedTypes => ({
  itself: [...one.itself, ...other.itself],
  elements: [...one.elements, ...other.elements],
});

const LONGEST = 1000;
const DEEPEST = 30;
