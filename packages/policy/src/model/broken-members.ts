import type { Node, Statement, StatementSource } from '@polar-tools/language';

export interface Breaks {
  readonly members: ReadonlySet<Node>;
  /** Something that a block declares may be broken or missing. */
  readonly inDeclarations: boolean;
}

const lexical = new Set(['invalid-token-character', 'invalid-float', 'integer-overflow']);

/**
 * Which members of a block, a test or a fixture its syntax errors are in. Undefined for what has no members. A member that ends with its `;`
 * is sound, whatever is wrong behind it.
 */
export function breaksOf(tree: Statement, statement: StatementSource, text: string): Breaks | undefined {
  const all = membersOf(tree);
  if (all === undefined) return undefined;
  const { base, length, errors } = statement;
  const broken = new Set<Node>();
  let inDeclarations = false;
  for (const { start, code } of errors) {
    // What is wrong in itself belongs to the member that it begins; what should not be there, to the one before.
    const inItself = lexical.has(code);
    const next: number = all.findIndex((one) => (inItself ? one.$start > start : one.$start >= start));
    const index: number = (next === -1 ? all.length : next) - 1;
    const member: Node | undefined = all[index];
    if (member === undefined) {
      inDeclarations = true;
      continue;
    }
    const whole = start >= member.$end && text[base + member.$end - 1] === ';';
    if (!whole) broken.add(member);
    if (!whole && member.$type === 'BlockDeclaration') inDeclarations = true;
    // What was left out may have declared something.
    const from = base + (whole ? member.$end : member.$start);
    const to = base + (all[index + 1]?.$start ?? length);
    if (/[=[{]/.test(text.slice(from, to))) inDeclarations = true;
  }
  // What is still to be closed is still to be written.
  if (text[base + length - 1] !== '}') inDeclarations = true;
  return { members: broken, inDeclarations };
}

function membersOf(tree: Statement): readonly Node[] | undefined {
  switch (tree.$type) {
    case 'Block':
      return tree.members;
    case 'Test':
      return [...(tree.setup?.items ?? []), ...tree.assertions];
    case 'Fixture':
      return tree.facts;
    default:
      return undefined;
  }
}
