import {
  type Expression,
  type Name,
  type Parameter,
  type PolarNode,
  parseFile,
  rangeOf,
  type StringLiteral,
} from '@polar-tools/language';
import type { Span } from '../view.ts';
import type { ReadFacts, Word, WrittenFact, WrittenValue } from './written-facts.ts';

/** Facts as a test's setup has them, one after the other. */
export function writtenInPolar(text: string): ReadFacts {
  const facts: WrittenFact[] = [];
  const broken: Span[] = [];
  for (const { base, length, tree, errors } of parseFile(text).statements) {
    if (errors.length > 0 || tree?.$type !== 'Rule' || tree.body !== undefined) {
      if (errors.length > 0 || tree !== undefined) broken.push({ start: base, end: base + length });
      continue;
    }
    const { name, parameters } = tree;
    facts.push({ span: rangeOf(tree), predicate: wordOf(name), arguments: parameters.map(argumentOf) });
  }
  return { facts, broken };
}

const wordOf = (name: Name): Word => ({ text: name.text, span: rangeOf(name) });

function argumentOf(parameter: Parameter): WrittenValue {
  const value: PolarNode & Expression = parameter.value;
  const plain = { span: rangeOf(parameter), type: undefined, isText: value.$type === 'StringLiteral' };
  if (parameter.specializer !== undefined) return { ...plain, id: undefined, isText: false };
  if (value.$type === 'StringLiteral') return { ...plain, id: textOf(value) };
  if (value.$type !== 'ObjectLiteral') return { ...plain, id: undefined };
  const { name, id } = value;
  return { ...plain, type: wordOf(name), id: id.$type === 'StringLiteral' ? textOf(id) : undefined };
}

function textOf(string: StringLiteral): Word {
  const { start, end } = rangeOf(string);
  return { text: string.value, span: { start: start + 1, end: end - 1 } };
}
