import { ASKED } from '../run/asked.ts';
import { Failure } from '../run/failure.ts';
import { isMoreSpecific } from '../run/specificity.ts';
import { isSame } from '../terms/same.ts';
import type { Box, Term } from '../terms/term.ts';
import { clausesLeft } from './first-look.ts';
import type { Goal, Rules } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { argsOf, isGround } from './operations.ts';
import type { Head, Predicate, Rule } from './rules.ts';
import type { Source } from './sources.ts';

type FilterGoal = Extract<Goal, { readonly kind: 'filter' }>;
type SortGoal = Extract<Goal, { readonly kind: 'sort' }>;

/** Calls a predicate: its rules are filtered, then sorted, then tried (docs/language/rules.md#order-of-rules). */
export function callPredicate(run: ExactMachine, call: Box): boolean {
  const name = call.a as string;
  const args = argsOf(call);
  const predicate = run.terms.rulesOf(name, args.length);
  if (predicate === undefined) throw name === 'in' ? wrongArity(run, call) : undefinedRule(name);
  const chosen = preselect(run, predicate, args);
  run.search.pushBelow([]);
  return filter(run, { kind: 'filter', call, rules: chosen, index: chosen.length, fitting: null });
}

const undefinedRule = (name: string): Failure =>
  new Failure('query-for-undefined-rule', `Query for undefined rule \`${name}\``);

/** The operator's word is no rule's name: with two arguments it would have been the operator. */
function wrongArity(run: ExactMachine, call: Box): Failure {
  const [item, container, result, ...more] = argsOf(call);
  const isTest = result !== undefined && more.length === 0;
  const shown = isTest ? `${run.print(item!)} in ${run.print(container!)} = ${run.print(result)}` : run.print(call);
  return new Failure('invalid-state', `Invalid state: ${isTest ? 'in' : 'query'}_op_helper: wrong arity: ${shown}`);
}

/** Rules out what a value in a head rules out, before anything else is asked. */
function preselect(run: ExactMachine, { rules, tested }: Predicate, args: readonly Term[]): readonly Rule[] {
  let left = rules;
  for (const at of tested) {
    const known = run.bindings.resolve(args[at]!);
    if (isGround(known)) left = left.filter(({ grounds }) => grounds[at] === undefined || isSame(grounds[at], known));
  }
  return left;
}

/** Looks at rules from the last to the first, up to one whose head must be tried. */
export function filter(run: ExactMachine, { call, rules, index, fitting }: FilterGoal): boolean {
  let found: Rules | null = fitting;
  for (let i = index - 1; i >= 0; i--) {
    const rule = rules[i]!;
    if (rule.isGround || rule.takesAnything) {
      found = { rule, next: found };
      continue;
    }
    const head = run.terms.head(rule);
    return run.search.chooseConditional(
      tryHead(run, head, call, (i) => ({ left: argsOf(call)[i]!, leftSource: run.terms.sources.part(call, i) })),
      [{ kind: 'filter', call, rules, index: i, fitting: { rule, next: found } }],
      [{ kind: 'filter', call, rules, index: i, fitting: found }],
    );
  }
  const left: Rule[] = [];
  for (let rest: Rules | null = found; rest !== null; rest = rest.next) left.push(rest.rule);
  const [only] = left;
  if (only === undefined) return false;
  // A single one need not be sorted, and leaves no choice point; only a debugger is to see that there was a choice.
  if (left.length === 1 && !run.debugs) return tryRule(run, call, only);
  return run.push({ kind: 'sort', call, rules: left });
}

/** Unifies arguments with a head. `matched`: what a specializer is compared with. */
function tryHead(
  run: ExactMachine,
  head: Head,
  call: Box,
  matched: (index: number) => { readonly left: Term; readonly leftSource: Source | undefined },
): Goal[] {
  const written = run.terms.sources.parts(call);
  const goals: Goal[] = [];
  for (const [i, left] of argsOf(call).entries()) {
    const { value, specializer: rightSource } = head.sources[i]!;
    goals.push({ kind: 'unify', left, right: head.values[i]!, leftSource: written[i], rightSource: value });
    const right = head.specializers[i];
    if (right !== undefined) goals.push({ kind: 'matches', ...matched(i), right, rightSource });
  }
  return goals;
}

/** Sorts the rules that fit, most specific first, and tries them. Done again from its beginning where the application is asked. */
export function sort(run: ExactMachine, goal: SortGoal): boolean | typeof ASKED {
  const { call } = goal;
  const rules = [...goal.rules];
  if (rules.length > 1) {
    const resolved = argsOf(call).map((arg) => run.bindings.resolve(arg));
    for (let outer = 1; outer < rules.length; outer++) {
      for (let inner = outer; inner > 0; inner--) {
        const before = isMoreSpecific(run, rules[inner]!.lowered, rules[inner - 1]!.lowered, resolved);
        if (before === ASKED) return ASKED;
        if (!before) break;
        [rules[inner - 1], rules[inner]] = [rules[inner]!, rules[inner - 1]!];
      }
    }
  }
  const alternative = (i: number): Goal[] => [{ kind: 'rule', call, rule: rules[i]! }];
  return run.search.chooseFrom(
    rules.length,
    alternative,
    run.debugs ? clausesLeft(run, rules, argsOf(call)) : undefined,
  );
}

/** Unifies a call with a rule's head, and goes on with its body. */
export function tryRule(run: ExactMachine, call: Box, rule: Rule): true {
  const { search } = run;
  search.note(rule);
  const instance = run.terms.instance(rule, search.activation);
  const { body, frame } = instance;
  const goals = tryHead(run, instance, call, (index) => ({
    left: instance.values[index]!,
    leftSource: instance.sources[index]!.value,
  }));
  if (frame !== undefined) goals.push({ kind: 'enter', frame });
  if (argsOf(body).length > 0) goals.push({ kind: 'query', term: body, source: undefined });
  return search.pushBelow(goals);
}
