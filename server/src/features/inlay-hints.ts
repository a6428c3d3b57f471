import { childrenOf, type Expression, type Node, type PolarNode, rangeOf } from '@polar-tools/language';
import { relatedType } from '@polar-tools/policy';
import { type InlayHint, InlayHintKind, type InlayHintParams } from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import { signaturesOf, USUAL } from './clause-text.ts';

/** Names of the parameters before literal arguments, but of rules that everyone knows, and the related type behind a shorthand's relation. */
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
  }
  return hints;
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
