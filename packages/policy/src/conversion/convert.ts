import { check } from '../checking/check-policy.ts';
import type { Diagnostic } from '../checking/diagnostic.ts';
import { createPolicy } from '../model/create.ts';
import type { Dialect, Policy } from '../model/policy.ts';
import { lineEndOf, withComments } from '../refactorings/source-text.ts';
import { applyEdits, type Edited } from './apply-edits.ts';
import type { Conversion, ConversionEdit, Converted, Decision, Supply } from './conversion.ts';
import { leaveUncertain } from './negations.ts';
import { toCloud } from './to-cloud/to-cloud.ts';
import { toLibrary } from './to-library/to-library.ts';
import { Unit } from './unit.ts';

/**
 * Says a policy in the other dialect (docs/converting.md). What is not surely the same is a decision: it is left as a comment in the new
 * text, and so is what asks for its absence, so that the new policy allows nothing that the old one does not. A statement with a syntax error stays.
 */
export function convert(policy: Policy, to: Dialect): Conversion {
  if (policy.dialect === to) return unchanged(policy, to);
  const units = unitsOf(policy);
  const converted = to === 'cloud' ? toCloud(policy, units) : toLibrary(policy, units);
  // Leaving one out may show that another hangs on it.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    leaveUncertain(policy, units);
    const conversion = written(policy, to, units, keptShut(to, units, converted));
    const after = newPolicy(policy, conversion);
    const wrong = refused(policy, conversion, after, units);
    if (wrong.length === 0) {
      const { texts, edits, decisions } = conversion;
      return { to, texts, edits, decisions, supplies: conversion.supplies.filter(isAsked(after)) };
    }
    for (const { unit, message } of wrong)
      unit.leave(unit.node, { what: `What ${titles[to]} refuses`, why: message.split('\n')[0]! });
  }
  return written(policy, to, units, keptShut(to, units, converted));
}

/**
 * Where no rule for allow is left of those that there were, Oso Cloud would allow what has_permission gives: a rule that never holds stands for them.
 */
function keptShut(to: Dialect, units: readonly Unit[], converted: Converted): Converted {
  const allows = units.filter(({ node }) => node.$type === 'Rule' && node.name.text === 'allow');
  if (to !== 'cloud' || allows.length === 0 || allows.some(({ isLeft }) => !isLeft)) return converted;
  return { ...converted, last: [...converted.last, NOTHING_IS_ALLOWED] };
}

const NOTHING_IS_ALLOWED = `# Decide: No rule for allow is left. Without this one, which never holds, Oso Cloud would allow what has_permission gives.
allow(_actor: Actor, _action: String, _resource: Resource) if 1 = 2;`;

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };

const MAX_ROUNDS = 10;

function unchanged(policy: Policy, to: Dialect): Conversion {
  const texts = [...policy.files].map(([uri, { text }]) => ({ uri, text }));
  return { to, texts, edits: [], decisions: [], supplies: [] };
}

/** Statements that read, and the shorthands of their blocks after each. */
function unitsOf(policy: Policy): readonly Unit[] {
  const units: Unit[] = [];
  for (const [uri, { text, statements }] of policy.files) {
    for (const { tree, errors } of statements) {
      if (tree === undefined || errors.length > 0) continue;
      const unit = new Unit(uri, text, tree);
      units.push(unit);
      if (tree.$type !== 'Block') continue;
      for (const member of tree.members)
        if (member.$type === 'Shorthand') units.push(new Unit(uri, text, member, unit));
    }
  }
  return units;
}

/** The new policy. Severities that were set for the other dialect's checks would hide errors. */
const newPolicy = ({ configuration }: Policy, { texts, to }: Conversion): Policy =>
  createPolicy(texts, { ...configuration, dialect: to, checks: {} });

/** What only rules asked that were left out need not be told. */
const isAsked =
  ({ factSignatures }: Policy) =>
  ({ kind, predicate }: Supply): boolean =>
    kind !== 'field' || factSignatures.has(predicate);

interface Written extends Conversion {
  readonly edited: ReadonlyMap<string, Edited>;
  /** The edits of each unit. */
  readonly own: ReadonlyMap<Unit, readonly ConversionEdit[]>;
}

function written(policy: Policy, to: Dialect, units: readonly Unit[], converted: Converted): Written {
  const own = new Map(units.map((unit) => [unit, unit.edits]));
  const edits = [
    ...firstStatements(units, converted),
    ...[...own.values()].flat(),
    ...lastStatements(policy, converted),
  ];
  const edited = new Map<string, Edited>();
  for (const [uri, { text }] of policy.files)
    edited.set(
      uri,
      applyEdits(
        text,
        edits.filter((edit) => edit.uri === uri),
      ),
    );
  const decisions = [...wholePolicy(units, converted), ...units.flatMap((unit) => [...unit.decisions])];
  const texts = [...edited].map(([uri, { text }]) => ({ uri, text }));
  return { to, texts, edits: inOrder(policy, edits), decisions, supplies: converted.supplies, edited, own };
}

function wholePolicy([first]: readonly Unit[], { obstacles }: Converted): readonly Decision[] {
  if (first === undefined) return [];
  const { uri, start, end } = first.holder ?? first;
  return obstacles.map(({ what, why }) => ({ uri, start, end, what, why, kept: true }));
}

/** The new statements at the start of the first file. */
function firstStatements(units: readonly Unit[], converted: Converted): readonly ConversionEdit[] {
  const [unit] = units;
  const decisions = wholePolicy(units, converted);
  const lines = [...decisions.map(({ what, why }) => `# Decide: ${what}. ${why}`), ...converted.first];
  if (unit === undefined || lines.length === 0) return [];
  const lineEnd = lineEndOf(unit.text);
  const { start } = withComments(unit.text, unit.node);
  const newText = `${lines.join(lineEnd)}${lineEnd}${lineEnd}`;
  return [{ uri: unit.uri, start, end: start, newText, decision: decisions[0] }];
}

/** Those at the end of the last one. */
function lastStatements({ files }: Policy, { last }: Converted): readonly ConversionEdit[] {
  const [uri, file] = [...files].at(-1) ?? [];
  if (uri === undefined || file === undefined || last.length === 0) return [];
  const { text } = file;
  const lineEnd = lineEndOf(text);
  const start = text.trimEnd().length;
  const newText = `${lineEnd}${lineEnd}${last.join('\n').replaceAll('\n', lineEnd)}${lineEnd}`;
  return [{ uri, start, end: text.length, newText }];
}

/** Edits in the order of files and text, those that touch made one. */
function inOrder(policy: Policy, edits: readonly ConversionEdit[]): readonly ConversionEdit[] {
  const ordered: ConversionEdit[] = [];
  for (const uri of policy.files.keys()) {
    const own = edits.map((edit, i) => ({ edit, i })).filter(({ edit }) => edit.uri === uri);
    own.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.i - b.i);
    for (const { edit } of own) {
      const last = ordered.at(-1);
      if (last?.uri !== uri || last.end !== edit.start) ordered.push(edit);
      else {
        const decision = last.decision ?? edit.decision;
        ordered[ordered.length - 1] = { ...last, end: edit.end, newText: last.newText + edit.newText, decision };
      }
    }
  }
  return ordered;
}

/** Units of which the checks of the other dialect find an error that was none before. */
function refused(
  policy: Policy,
  conversion: Written,
  after: Policy,
  units: readonly Unit[],
): readonly { unit: Unit; message: string }[] {
  const before = errorsBy(policy, units, ({ start, end }) => [{ start, end }]);
  const found = errorsBy(after, units, (unit) => {
    const { moved, places } = conversion.edited.get(unit.uri)!;
    const edits = conversion.own.get(unit) ?? [];
    return [{ start: moved(unit.start), end: moved(unit.end) }, ...edits.flatMap((edit) => places.get(edit) ?? [])];
  });
  return [...found].flatMap(([unit, errors]) => {
    const known = new Set(before.get(unit)?.map(({ code }) => code));
    const error = errors.find(({ code }) => !known.has(code));
    return error === undefined || unit.isLeft ? [] : [{ unit, message: error.message }];
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The errors of a policy by the innermost unit that each is in; `places` says where a unit stands there. */
function errorsBy(
  policy: Policy,
  units: readonly Unit[],
  places: (unit: Unit) => readonly Range[],
): ReadonlyMap<Unit, readonly Diagnostic[]> {
  const errors = new Map<Unit, Diagnostic[]>();
  for (const [uri, diagnostics] of check(policy)) {
    const wrong = diagnostics.filter(({ severity }) => severity === 'error');
    if (wrong.length === 0) continue;
    const standing = units
      .filter((unit) => unit.uri === uri && !unit.isLeft)
      .map((unit) => ({ unit, ranges: places(unit) }));
    for (const diagnostic of wrong) {
      const isIn = ({ start, end }: Range): boolean => start <= diagnostic.start && diagnostic.start < end;
      const innermost = standing.findLast(({ ranges }) => ranges.some(isIn));
      if (innermost === undefined) continue;
      const known = errors.get(innermost.unit);
      if (known === undefined) errors.set(innermost.unit, [diagnostic]);
      else known.push(diagnostic);
    }
  }
  return errors;
}
