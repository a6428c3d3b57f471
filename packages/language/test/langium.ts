import {
  type AstNode,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultValueConverter,
  EmptyFileSystem,
  inject,
  type LangiumParser,
} from 'langium';
import { PolarGeneratedModule, PolarGeneratedSharedModule } from '../build/generated/module.ts';
import { rangeOf } from '../src/index.ts';
import { unescapeString } from '../src/syntax/unescape.ts';
import type { Node } from '../src/tree/ast.ts';

/** Langium's own parser for the grammar: the second reader, which the generated one must agree with. */
export function langiumParser(): LangiumParser {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), PolarGeneratedSharedModule);
  const values = { parser: { ValueConverter: () => new Values() } };
  return inject(createDefaultCoreModule({ shared }), PolarGeneratedModule, values).parser.LangiumParser;
}

class Values extends DefaultValueConverter {
  override convert(
    input: string,
    cstNode: Parameters<DefaultValueConverter['convert']>[1],
  ): ReturnType<DefaultValueConverter['convert']> {
    const source = cstNode.grammarSource;
    const rule = source && 'rule' in source ? (source.rule as { $refText: string }).$refText : '';
    if (rule === 'STRING') return unescapeString(input, 1, input.length - 1);
    if (rule === 'IntegerValue') {
      const exact = BigInt(input.replace(/[\s+]/g, '').replace(/^\+/, ''));
      return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
    }
    if (rule === 'FloatValue') {
      const text = input.replace(/[\s+]/g, (c, i) => (c === '+' && i > 0 ? '+' : ''));
      const sign = text.startsWith('-') ? -1 : 1;
      const digits = text.replace(/^[+-]/, '');
      return sign * (digits === 'inf' ? Number.POSITIVE_INFINITY : Number(digits));
    }
    return input;
  }
}

/** A tree as plain data, ranges absolute, to compare the readers by. */
export function plainLangium(node: AstNode): unknown {
  const plain: Record<string, unknown> = { $type: node.$type, $start: node.$cstNode?.offset, $end: node.$cstNode?.end };
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$')) continue;
    plain[key] = Array.isArray(value) ? value.map(plainValue) : plainValue(value);
  }
  return plain;
}

function plainValue(value: unknown): unknown {
  return value !== null && typeof value === 'object' && '$type' in value ? plainLangium(value as AstNode) : value;
}

/** The same of a tree of ours. */
export function plainOurs(node: Node): unknown {
  const { start, end } = rangeOf(node);
  const plain: Record<string, unknown> = { $type: node.$type, $start: start, $end: end };
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$')) continue;
    plain[key] = Array.isArray(value) ? value.map(plainOurValue) : plainOurValue(value);
  }
  return plain;
}

function plainOurValue(value: unknown): unknown {
  return value !== null && typeof value === 'object' && '$type' in value ? plainOurs(value as Node) : value;
}

/** Without what the two leave out in different ways: false, undefined and empty lists. */
export function withoutAbsent(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(withoutAbsent);
  if (plain === null || typeof plain !== 'object') return plain;
  const present = Object.entries(plain).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    present.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, withoutAbsent(value)]),
  );
}
