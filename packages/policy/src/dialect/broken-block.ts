/** What a block with a syntax error says all the same, read from its text: a sign too much takes away most of its tree. */
export interface BrokenBlock {
  readonly declaresRoles: boolean;
  readonly declaresPermissions: boolean;
  /** A shorthand names a relation, its own or after `on`. */
  readonly followsRelation: boolean;
  /** The rules that its shorthands are. */
  readonly implied: readonly ('has_role' | 'has_permission')[];
}

const DECLARATION = /\b(\w{4,13})\s*=+\s*[[{(]*([^;\]}]*)/g;
/** The head of a shorthand, of which a quote may be missing. */
const HEAD = /"?\b([\w:.-]+)"?\s+(?:if|fi|i|f)\s/g;

export function readBrokenBlock(text: string): BrokenBlock {
  const names: Record<string, readonly string[]> = {};
  for (const [, word, value] of text.matchAll(DECLARATION)) {
    const kind = kindNearly(word!);
    if (kind !== undefined) names[kind] ??= kind === 'relations' ? beforeColons(value!) : wordsIn(value!);
  }
  const { roles, permissions, relations = [] } = names;
  const heads = [...text.matchAll(HEAD)].map(([, name]) => name!);
  const implied: ('has_role' | 'has_permission')[] = [];
  if (heads.some((name) => roles?.includes(name))) implied.push('has_role');
  if (heads.some((name) => permissions?.includes(name))) implied.push('has_permission');
  return {
    declaresRoles: roles !== undefined,
    declaresPermissions: permissions !== undefined,
    followsRelation: /"\s*on\s+["\w]/.test(text) || relations.some((name) => text.includes(`"${name}`)),
    implied,
  };
}

/** `roles`, and what is that with a slip. */
export function kindNearly(word: string): 'roles' | 'permissions' | 'relations' | undefined {
  const letters = (one: string): string => [...one].sort().join('');
  return (['roles', 'permissions', 'relations'] as const).find(
    (kind) => word === kind || word === kind.slice(0, -1) || letters(word) === letters(kind),
  );
}

const wordsIn = (value: string): readonly string[] => value.match(/[\w:.-]+/g) ?? [];
const beforeColons = (value: string): readonly string[] => [...value.matchAll(/(\w+)\s*:/g)].map(([, name]) => name!);
