import { type PolarNode, print, type Rule, rangeOf } from '@polar-tools/language';
import { isBuiltInClass } from '../../dialect/built-in-classes.ts';
import type { Policy } from '../../model/policy.ts';
import { walk } from '../../model/walk.ts';
import { hasCut } from '../../refactorings/clause-parts.ts';
import { withComments } from '../../refactorings/source-text.ts';
import type { Converted, Supply } from '../conversion.ts';
import type { Unit } from '../unit.ts';
import { dataRule } from './data-rule.ts';
import { fieldFacts } from './field-facts.ts';
import type { CloudSetting } from './goals.ts';
import { swapped } from './goals.ts';
import { isImpliedAllow, ruleToCloud } from './rules.ts';

/** Says every unit of a Library policy in Cloud's words. */
export function toCloud(policy: Policy, units: readonly Unit[]): Converted {
  const rules = units.flatMap(({ node }) => (node.$type === 'Rule' ? [node] : []));
  const cutting = new Set(rules.flatMap(({ name, body }) => (body !== undefined && hasCut(body) ? [name.text] : [])));
  const read = rules.filter((rule) => dataRule(rule) === undefined);
  const setting: CloudSetting = { policy, fields: fieldFacts(read, policy.predicates) };
  const allows = policy.predicates.get('allow')?.clauses ?? [];
  const supplies: Supply[] = [];
  for (const unit of units) {
    const { node } = unit;
    if (node.$type === 'Rule') supplies.push(...ruleOf(unit, node, setting, { cutting, only: allows.length === 1 }));
    else if (node.$type === 'RuleType')
      leaveOut(unit, 'A rule type', 'Oso Cloud has none; no answer hangs on it. Drop it.');
    else if (node.$type === 'InlineQuery')
      leaveOut(unit, 'An inline query', 'Ask it in a test: test "name" { assert …; }.');
  }
  const obstacles =
    allows.length === 0 && policy.predicates.has('has_permission')
      ? [
          {
            what: 'A policy without allow',
            why: 'Oso Cloud then allows what has_permission gives; the Oso library allows nothing. Be sure that this is meant.',
          },
        ]
      : [];
  for (const { field, predicate, shape } of setting.fields.values())
    if (shape !== 'mixed') supplies.push({ kind: 'field', predicate, field, shape });
  return { supplies, obstacles, first: newTypes(policy, units), last: [] };
}

function leaveOut(unit: Unit, what: string, why: string): void {
  unit.leave(unit.node, { what, why });
}

function ruleOf(
  unit: Unit,
  rule: Rule,
  setting: CloudSetting,
  { cutting, only }: { readonly cutting: ReadonlySet<string>; readonly only: boolean },
): readonly Supply[] {
  const name = rule.name.text;
  if (cutting.has(name)) {
    leaveOut(
      unit,
      `cut, in a rule of ${name}`,
      'In Oso Cloud the order of rules means nothing. Say in each rule when it holds.',
    );
    return [];
  }
  if (only && isImpliedAllow(rule)) {
    remove(unit);
    return [];
  }
  const types = dataRule(rule);
  if (types !== undefined) {
    const form = `${name}(${swapped(name, types).join(', ')})`;
    const { start, end } = rangeOf(rule);
    const written = print(rule);
    unit.edit({ start, end }, `# Told as facts: ${form}. In the application: ${written}`);
    return [{ kind: 'rule', predicate: name, form, rule: { uri: unit.uri, start, end } }];
  }
  ruleToCloud(unit, rule, setting);
  return [];
}

/** A statement, with the comments that are its own and the blank lines before it. */
function remove(unit: Unit): void {
  const { start, end } = withComments(unit.text, unit.node);
  const blank = /(?:\r?\n[ \t]*)+$/.exec(unit.text.slice(0, start))?.[0] ?? '';
  const from = start - Math.max(0, blank.length - (blank.startsWith('\r') ? 2 : 1));
  unit.edit({ start: from, end }, '');
}

/** A type must be declared in Cloud: an empty block for each class that has none. */
function newTypes(policy: Policy, units: readonly Unit[]): readonly string[] {
  const actors = new Set<string>();
  const named = new Set<string>();
  let union = false;
  for (const { node, isLeft } of units) {
    if (node.$type === 'Shorthand') union = true;
    if (isLeft || node.$type !== 'Rule') continue;
    const isData = dataRule(node) !== undefined;
    walk(node, (it) => {
      if (it.$type !== 'InstancePattern') return;
      const { text } = it.name;
      if (!isData && (text === 'Actor' || text === 'Resource')) union = true;
      if (isBuiltInClass(text) || policy.blocks.has(text)) return;
      named.add(text);
      const holder = it.$container as PolarNode | undefined;
      if (holder?.$type === 'Parameter' && node.parameters[0] === holder) actors.add(text);
    });
  }
  // What stands for all actors must not come to stand for more of them than it did.
  return [...named].map((name) => `${actors.has(name) && !union ? 'actor' : 'resource'} ${name} {}`).sort();
}
