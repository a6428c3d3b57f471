import {
  childrenOf,
  type Expression,
  type Node,
  type PolarNode,
  type Rule,
  rangeOf,
  walk,
} from '@polar-tools/language';
import { type Policy, relatedType, variableTypes } from '@polar-tools/policy';
import { type InlayHint, InlayHintKind, type InlayHintParams } from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import { signaturesOf, USUAL } from './clause-text.ts';

/**
 * Names of the parameters before literal arguments, but of rules that everyone knows, the related type behind a shorthand's relation, and types of
 * variables that follow from what the rule asks of them.
 */
export function inlayHints({ view, uri }: Asked, from: number, to: number): InlayHint[] {
  const { policy } = view;
  const file = policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const names = new Map<string, readonly string[] | undefined>();
  const parametersOf = (name: string, arity: number): readonly string[] | undefined => {
    const key = `${name}/${arity}`;
    if (!names.has(key)) names.set(key, signaturesOf(policy, name).find((each) => each.names.length === arity)?.names);
    return names.get(key);
  };
  const hints: InlayHint[] = [];
  const visit = (node: PolarNode, block: string | undefined): void => {
    if ((node.$type === 'Call' || node.$type === 'Fact') && USUAL[node.name.text] === undefined) {
      const parameters = parametersOf(node.name.text, node.arguments.length);
      for (const [at, argument] of node.arguments.entries()) {
        const parameter = parameters?.[at];
        if (parameter === undefined || !isLiteral(argument) || !/^_*\p{L}/u.test(parameter)) continue;
        hints.push({
          position: lines.positionAt(rangeOf(argument).start),
          label: `${parameter}:`,
          kind: InlayHintKind.Parameter,
          paddingRight: true,
        });
      }
    }
    if (node.$type === 'ShorthandReference' && block !== undefined && node.relation?.$type === 'StringLiteral') {
      const type = relatedType(policy.blocks, block, node.relation.value);
      if (type !== undefined) {
        hints.push({
          position: lines.positionAt(rangeOf(node.relation).end),
          label: `: ${type}`,
          kind: InlayHintKind.Type,
        });
      }
    }
    for (const child of childrenOf(node)) visit(child as PolarNode, block);
  };
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined || base > to || base + length < from) continue;
    visit(tree, tree.$type === 'Block' ? tree.name.text : undefined);
    if (tree.$type === 'Rule') {
      for (const { node, type } of inferredTypes(policy, tree)) {
        const position = lines.positionAt(rangeOf(node).end);
        hints.push({ position, label: `: ${type}`, kind: InlayHintKind.Type });
      }
    }
  }
  return hints;
}

/** Where a variable stands first whose type is not written there, and is known from what the rule asks of it. */
function inferredTypes(policy: Policy, rule: Rule): readonly { readonly node: Node; readonly type: string }[] {
  const types = variableTypes(rule, policy);
  const seen = new Set<string>();
  const found: { node: Node; type: string }[] = [];
  walk(rule, (node: PolarNode) => {
    if (node.$type !== 'Variable' || seen.has(node.name)) return;
    seen.add(node.name);
    const type = types.get(node.name);
    const holder = node.$container as PolarNode | undefined;
    if (type === undefined || holder?.$type === 'Matches') return;
    if (holder?.$type === 'Parameter' && holder.specializer !== undefined) return;
    found.push({ node, type });
  });
  return found;
}

const isLiteral = ({ $type }: Expression | Node): boolean =>
  ['StringLiteral', 'IntegerLiteral', 'FloatLiteral', 'BooleanLiteral'].includes($type);

export const inlayHintFeature: Feature = {
  method: 'textDocument/inlayHint',
  capability: { inlayHintProvider: true },
  subject: 'document',
  answer: (asked: Asked, { range }: InlayHintParams) => {
    const lines = asked.view.lines(asked.uri);
    if (lines === undefined || !isRecord(range) || !isPosition(range.start) || !isPosition(range.end)) return undefined;
    return inlayHints(asked, lines.offsetAt(range.start), lines.offsetAt(range.end));
  },
};
