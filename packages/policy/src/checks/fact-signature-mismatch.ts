import { type Expression, type Fact, type Node, printString } from '@polar-tools/language';
import { type Blocks, declaredName, supertypesOf } from '../blocks/blocks.ts';
import { cloudValueTypes } from '../dialect/built-in-classes.ts';
import type { FactSignature } from '../model/policy.ts';
import { nearestOf } from '../names/suggestions.ts';
import { typeOf } from '../names/variable-types.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';

/** A fact in a test or fixture that the policy's signatures have no place for: nothing will ever ask for it. */
export const factSignatureMismatch: Check = {
  code: 'fact-signature-mismatch',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A fact in a test or fixture that does not fit its signatures.',
  nodes: {
    Fact(fact, context) {
      if (!checkDeclared(fact, context)) checkOfBlocks(fact, context);
    },
  },
};

/** Compares with the policy's `declare` statements; tells whether there was something to say. */
function checkDeclared(fact: Fact, { policy, report }: StatementContext): boolean {
  const declared = policy.declaredSignatures.get(fact.name.text) ?? [];
  // What rules ask for is a signature too, and which that is, is not known here.
  if (declared.length === 0 || policy.callers.has(fact.name.text) || policy.predicates.has(fact.name.text))
    return false;
  const types = fact.arguments.map((argument) => typeOf(policy, argument));
  if (declared.some((signature) => fits(types, signature, policy.blocks))) return false;
  const shown = declared.map(({ name, types }) => `${name}(${types.join(', ')})`).join(' or ');
  report(fact, `This fact does not fit what is declared: ${shown}. Correct its arguments, or declare this form too.`, {
    related: ({ declaredSignatures }) =>
      (declaredSignatures.get(fact.name.text) ?? []).map(({ uri, node }) => ({
        uri: uri!,
        node: node!,
        message: 'Declared here',
      })),
  });
  return true;
}

function fits(types: readonly (string | undefined)[], signature: FactSignature, blocks: Blocks): boolean {
  return types.length === signature.types.length && types.every((type, i) => isA(type, signature.types[i], blocks));
}

/** Whether a value of a type may stand where another is asked for (docs/language/facts-and-tests.md#subtypes). */
export function isA(type: string | undefined, wanted: string | undefined, blocks: Blocks): boolean {
  if (type === undefined || wanted === undefined || type === wanted) return true;
  if (wanted === 'Resource') return !cloudValueTypes.has(type);
  if (wanted === 'Actor') {
    const block = blocks.get(type);
    return block === undefined ? !cloudValueTypes.has(type) : isActor(type, blocks);
  }
  return supertypesOf(blocks, type).includes(wanted);
}

function isActor(type: string, blocks: Blocks): boolean {
  return [type, ...supertypesOf(blocks, type)].some(
    (name) => name === 'Actor' || blocks.get(name)?.keyword === 'actor',
  );
}

const kinds: Readonly<Record<string, 'role' | 'relation'>> = { has_role: 'role', has_relation: 'relation' };

/** Compares with the blocks: a relation's type, and a role or relation that is nearly one that is declared. */
function checkOfBlocks({ name, arguments: values }: Fact, { policy, report }: StatementContext): void {
  const kind = kinds[name.text];
  if (kind === undefined || values.length !== 3) return;
  const [first, term, last] = values as [Expression, Expression, Expression];
  const type = typeOf(policy, kind === 'role' ? last : first);
  if (type === undefined || term.$type !== 'StringLiteral') return;
  const block = policy.blocks.get(type);
  if (block === undefined || block.incomplete) return;
  const declared = declaredName(policy.blocks, type, term.value);
  if (declared === undefined) {
    if (policy.predicates.get(name.text)?.clauses.some(({ shorthand }) => shorthand === undefined)) return;
    const names = [...block.names.values()].filter((one) => one.kind === kind).map((one) => one.name);
    const meant = nearestOf(term.value, names);
    if (meant === undefined) return;
    report(term, `${type} declares no ${kind} "${term.value}". Did you mean "${meant}"?`, {
      fixes: [
        {
          title: `Change to "${meant}"`,
          preferred: true,
          edits: [{ node: term, at: 'instead', newText: printString(meant) }],
        },
      ],
    });
  } else if (
    kind === 'relation' &&
    declared.kind === 'relation' &&
    !isA(typeOf(policy, last), declared.type, policy.blocks)
  ) {
    report(
      last as Node,
      `The relation "${term.value}" of ${type} leads to ${declared.type}, and this is of type ${typeOf(policy, last)}. Correct one of the two.`,
      {
        related: ({ blocks }) => {
          const found = declaredName(blocks, type, term.value);
          return found ? [{ uri: found.uri, node: found.node, message: 'Declared here' }] : [];
        },
      },
    );
  }
}
