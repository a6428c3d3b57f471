import {
  type Block,
  type Node,
  type PolarNode,
  print,
  type Rule,
  rangeOf,
  type Shorthand,
} from '@polar-tools/language';
import { longhandOf } from '../blocks/expand-shorthand.ts';
import { longhand } from '../blocks/longhand.ts';
import { createPolicy, snapshotOf } from '../model/create.ts';
import type { Policy, ResourceBlock } from '../model/policy.ts';
import { goalsOf, hasCut, variablesIn } from './clause-parts.ts';
import { innermost, type Offer, type Refactoring, type Selection } from './refactoring.ts';
import { indentAt, lineEndOf, lineStart, sourceOf, withComments } from './source-text.ts';

/** A shorthand to the rule that it stands for, and a rule to the shorthand that stands for it. */
export const convertShorthands: Offer = (selection) => {
  const shorthand = innermost(selection, 'Shorthand');
  if (shorthand !== undefined) return toRule(selection, shorthand);
  const rule = innermost(selection, 'Rule');
  return rule === undefined ? [] : toShorthand(selection, rule);
};

function toRule(selection: Selection, shorthand: Shorthand): Refactoring[] {
  const { policy, uri, text } = selection;
  const block = innermost(selection, 'Block');
  if (block === undefined || hasCutIn(policy, longhand(policy, shorthand).name.text)) return [];
  if (sourceOf(text, shorthand).includes('#')) return [];
  const lineBreak = lineEndOf(text);
  const { start, end } = withComments(text, shorthand);
  const after = rangeOf(block).end;
  const comments = text
    .slice(start, rangeOf(shorthand).start)
    .replaceAll(/^[ \t]+/gm, '')
    .trimEnd();
  const rule = `${comments === '' ? '' : `${comments}${lineBreak}`}${print(longhand(policy, shorthand))}${commentAfter(text, shorthand, end)}`;
  return [
    {
      title: 'Convert to a rule',
      kind: 'refactor.rewrite',
      edits: [
        { uri, start, end, newText: '' },
        { uri, start: after, end: after, newText: `${lineBreak}${lineBreak}${rule}` },
      ],
    },
  ];
}

/** The comment that follows on the line of a rule or shorthand, with a blank before it. */
function commentAfter(text: string, node: Node, end: number): string {
  const comment = text.slice(rangeOf(node).end, end).trim();
  return comment === '' ? '' : ` ${comment}`;
}

/** A `cut` in some clause makes the order of the clauses count, and a rule comes elsewhere in it than a shorthand. */
const hasCutIn = (policy: Policy, predicate: string): boolean =>
  (snapshotOf(policy).predicates.get(predicate)?.rules ?? []).some(
    ({ rule }) => rule.body !== undefined && hasCut(rule.body),
  );

function toShorthand({ policy, uri, text }: Selection, rule: Rule): Refactoring[] {
  if (rule.body === undefined || rule.flags.length > 0 || hasCutIn(policy, rule.name.text)) return [];
  const { start, end } = withComments(text, rule);
  if (sourceOf(text, rule).includes('#')) return [];
  // What a shorthand stands for is of its block's type.
  const resource = rule.parameters[2]?.specializer;
  const block = resource?.$type === 'InstancePattern' ? policy.blocks.get(resource.name.text) : undefined;
  const part = block?.parts.find((one) => one.uri === uri);
  if (block !== undefined && block.name !== 'global' && part !== undefined) {
    const wanted = spelled(rule);
    for (const candidate of candidates(policy, block, rule)) {
      if (spelled(longhandText(policy, block.name, candidate)) !== wanted) continue;
      const lineBreak = lineEndOf(text);
      const comments = text.slice(start, rangeOf(rule).start).trim();
      const { at, indent, before } = placeIn(text, part.block);
      const written = candidate + commentAfter(text, rule, end);
      const lines = [...(comments === '' ? [] : comments.split(/\r?\n/)), written].map(
        (line) => `${indent}${line.trim()}${lineBreak}`,
      );
      const newText = before + lines.join('');
      return [
        {
          title: `Convert to ${candidate.replace(/;$/, '')}`,
          kind: 'refactor.rewrite',
          edits: [
            { uri, start, end, newText: '' },
            { uri, start: at, end: at, newText },
          ],
        },
      ];
    }
  }
  return [];
}

/** The shorthands of a block that a rule may be: its strings are the shorthand's. */
function* candidates(policy: Policy, block: ResourceBlock, rule: Rule): Generator<string> {
  const strings = new Set<string>();
  for (const node of [...rule.parameters, ...goalsOf(rule.body!)]) collectStrings(node, strings);
  const quoted = [...strings].map((value) => JSON.stringify(value));
  for (const head of quoted) {
    if (!block.names.has(JSON.parse(head) as string)) continue;
    for (const name of quoted) {
      if (name !== head || quoted.length === 1) yield `${head} if ${name};`;
      for (const [relation, declared] of block.names)
        if (declared.kind === 'relation' && strings.has(relation))
          yield `${head} if ${name} on ${JSON.stringify(relation)};`;
      if (policy.dialect === 'cloud') yield `${head} if global ${name};`;
    }
  }
}

function collectStrings(node: Node, strings: Set<string>): void {
  const waiting: unknown[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const it = next as PolarNode;
    if (it.$type === 'StringLiteral') strings.add(it.value);
    else if (it.$type === 'Call') waiting.push(...it.arguments);
    else if (it.$type === 'Parameter') waiting.push(it.value);
  }
}

function longhandText(policy: Policy, type: string, candidate: string): Rule | undefined {
  const read = createPolicy([{ uri: 'shorthand', text: `resource ${type} { ${candidate} }` }], {
    dialect: policy.dialect,
  });
  const [statement] = read.files.get('shorthand')?.statements ?? [];
  const [member] = (statement?.tree as Block | undefined)?.members ?? [];
  if (member?.$type !== 'Shorthand') return undefined;
  return longhandOf(member, { dialect: policy.dialect, block: type, blocks: policy.blocks });
}

/** A rule as text in which variables are numbered, so that two rules that differ only in their names are the same. */
function spelled(rule: Rule | undefined): string {
  if (rule === undefined) return '';
  const numbers = new Map(variablesIn(rule).map((name, i) => [name, `v${i}`]));
  return print(rule).replaceAll(STRING_OR_NAME, (word) => numbers.get(word) ?? word);
}

/** The colon of a parameter's type belongs to no name. */
const STRING_OR_NAME = /"(?:\\.|[^"\\])*"|[\p{L}_][\p{L}\p{N}_?]*(?:::[\p{L}_][\p{L}\p{N}_?]*)*/gu;

/** Where a shorthand is put: before the brace that ends a block. */
function placeIn(
  text: string,
  block: Block,
): { readonly at: number; readonly indent: string; readonly before: string } {
  const brace = rangeOf(block).end - 1;
  const start = lineStart(text, brace);
  const outer = indentAt(text, rangeOf(block).start);
  const [first] = block.members;
  const indent = first === undefined ? `${outer}  ` : indentAt(text, rangeOf(first).start) || `${outer}  `;
  if (text.slice(start, brace).trim() === '') return { at: start, indent, before: '' };
  return { at: brace, indent, before: lineEndOf(text) };
}
