import {
  type Block,
  type PolicyFile,
  parseFile,
  print,
  type Rule,
  type Shorthand,
  type ShorthandBody,
  type StatementSource,
} from '@polar-tools/language';
import type { Blocks } from '../blocks/blocks.ts';
import { longhandOf } from '../blocks/expand-shorthand.ts';
import type { Fix } from '../checking/diagnostic.ts';
import type { Dialect } from '../model/policy.ts';
import { withLineBreaksOf } from './line-breaks.ts';

/** A block and its blocks, as far as the longhand of its shorthands needs them. */
interface Setting {
  readonly uri: string;
  readonly file: PolicyFile;
  readonly dialect: Dialect;
  readonly blocks: Blocks;
}

/**
 * What mends `"read" if "member" and not "banned";`, since a shorthand can't negate: the same as a rule, after the block. Undefined where the
 * negation is not that plain, or negates what is related: then what it should mean is not certain.
 *
 * @param start absolute: where the `not` stands
 */
export function negationWrittenOut(statement: StatementSource, start: number, setting: Setting): Fix | undefined {
  const { tree, base } = statement;
  if (tree?.$type !== 'Block') return undefined;
  const { text } = setting.file;
  const member = tree.members.find((one) => base + one.$start <= start && start <= base + one.$end);
  if (member?.$type !== 'Shorthand' || !text.startsWith('not', start)) return undefined;
  const from = base + member.$start;
  const end = text.indexOf(';', start) + 1;
  // Its last character tells whether the block is closed.
  const close = base + statement.length;
  if (end === 0 || end > close || text[close - 1] !== '}') return undefined;
  const rule = writtenOut(text.slice(from, end), tree, setting);
  if (rule === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', end) + 1;
  const alone = text.slice(lineStart, from).trim() === '' && text.slice(end, lineEnd).trim() === '' && lineEnd > 0;
  const spaced = text[from - 1] === ' ' && text[end] === ' ';
  const { uri } = setting;
  return {
    kind: 'edit',
    title: 'Write it out as a rule',
    preferred: true,
    edits: [
      alone
        ? { uri, start: lineStart, end: lineEnd, newText: '' }
        : { uri, start: spaced ? from - 1 : from, end, newText: '' },
      { uri, start: close, end: close, newText: withLineBreaksOf(text, `\n\n${rule}`) },
    ],
  };
}

/** The text of the rule that a shorthand with negations stands for. */
function writtenOut(text: string, block: Block, { dialect, blocks }: Setting): string | undefined {
  const [head, body] = text
    .slice(0, -1)
    .split(/^(\s*"[^"\n]*"\s+if\s)/)
    .slice(1);
  if (head === undefined || body === undefined) return undefined;
  const operands = body.split(/\band\b(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const goals: string[] = [];
  let rule: Rule | undefined;
  let related = 0;
  for (const operand of operands) {
    const [, negation, term] = /^\s*(not\s+)?([\s\S]*?)\s*$/.exec(operand)!;
    const shorthand = shorthandOf(`${head}${term};`);
    if (shorthand === undefined || !isPlain(shorthand.body)) return undefined;
    if (hasRelation(shorthand.body) && (negation !== undefined || ++related > 1)) return undefined;
    rule = longhandOf(shorthand, { dialect, block: block.name.text, blocks });
    goals.push(`${negation === undefined ? '' : 'not '}${print(rule.body!)}`);
  }
  if (rule === undefined) return undefined;
  const { flags, name, parameters } = rule;
  const heading = [...flags, name].map(print);
  const separator = goals.length > 1 ? '\n  ' : ' ';
  return `${heading.join(' ')}(${parameters.map(print).join(', ')}) if${separator}${goals.join(` and${separator}`)};`;
}

function shorthandOf(text: string): Shorthand | undefined {
  const [statement, ...more] = parseFile(`resource Type { ${text} }`).statements;
  if (statement === undefined || more.length > 0 || statement.errors.length > 0) return undefined;
  const member = statement.tree?.$type === 'Block' ? statement.tree.members[0] : undefined;
  return member?.$type === 'Shorthand' ? member : undefined;
}

/** A name, with the relation that it is looked for on, or a call. */
const isPlain = (body: ShorthandBody): boolean => body.$type === 'ShorthandReference' || body.$type === 'Call';

const hasRelation = (body: ShorthandBody): boolean =>
  body.$type === 'ShorthandReference' && body.relation !== undefined;
