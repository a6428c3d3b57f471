import { aliasArguments, putArguments } from './assemble-arguments.ts';
import { isPlainClass } from './assemble-head.ts';
import { assign, unify } from './assemble-unification.ts';
import { buildValue, callOperands } from './assemble-values.ts';
import type { Assembly } from './assembly.ts';
import { cutsBelow, cutsWithin, eachGoal, eachVariable } from './body-shape.ts';
import { type Goal, hasEvents, type Variable } from './goal.ts';
import * as op from './opcodes.ts';

const ARITHMETIC_CODES = { '+': 0, '-': 1, '*': 2, '/': 3, mod: 4, rem: 5 } as const;
const NEGATION_CODES = { not: 0, forall: 1, demand: 2 } as const;
const COMPARISON_CODES = { '==': 0, '!=': 1, '<': 2, '<=': 3, '>': 4, '>=': 5 } as const;

/** Where a cut two levels further in goes back to: a barrier, and how many cuts to it are still to come; `entry`: where the clause begins; none: there is no such cut. */
type Level = { readonly barrier: number; cutsToCome: number } | 'entry' | undefined;

/** The level of a goal with so many cuts that go back to it. */
const levelOf = (assembly: Assembly, cuts: number): Level =>
  cuts === 0 ? undefined : { barrier: assembly.barrier(), cutsToCome: cuts };

/** A clause's goals, one after the other, and how it ends. */
export function assembleBody(assembly: Assembly, body: readonly Goal[]): void {
  const whole: Goal = { kind: 'and', goals: body, node: assembly.clause.bodyNode! };
  const levels: readonly Level[] = ['entry', levelOf(assembly, cutsBelow(whole))];
  const last = body.at(-1);
  const lastCall = assembly.after === 'body' && !assembly.debug && last?.kind === 'predicate' ? last : undefined;
  body.forEach((goal, index) => {
    const later = new Set<Variable>();
    eachGoal(body.slice(index + 1), (next) => eachVariable(next, (variable) => later.add(variable)));
    if (goal !== lastCall || index !== body.length - 1) assembleGoal(assembly, goal, levels, later);
  });
  if (assembly.after === 'query') assembly.emit(op.ANSWER);
  else if (lastCall !== undefined) {
    putArguments(assembly, lastCall.args);
    assembly.site(lastCall.node);
    assembly.emit(
      assembly.framed ? op.DEALLOCATE_EXECUTE : op.EXECUTE,
      assembly.space.predicate(lastCall.name, lastCall.args.length),
    );
  } else assembly.emit(assembly.framed ? op.RETURN : op.PROCEED);
}

function assembleGoal(assembly: Assembly, goal: Goal, levels: readonly Level[], later: ReadonlySet<Variable>): void {
  const isGoalToSee = hasEvents(goal);
  const operands: number[] = [];
  if (goal.kind === 'predicate') {
    if (assembly.negates) aliasArguments(assembly, goal.args);
    // When debugging all variables are in the frame, and what is built stands above all arguments: nothing is overwritten.
    if (assembly.debug) operands.push(...goal.args.map((arg) => buildValue(assembly, arg)));
    else putArguments(assembly, goal.args);
    assembly.nextTemp = assembly.tempBase;
  }
  assembly.site(goal.node);
  if (assembly.debug && isGoalToSee) {
    const args = goal.kind === 'predicate' ? goal.args : undefined;
    const site = assembly.space.site(goal.node, assembly.clauseIndex, goal.piece, args);
    assembly.emit(op.EVENT_CALL, site, operands.length, ...operands);
  }
  assembleInner(assembly, goal, levels, later);
  if (assembly.debug && isGoalToSee) assembly.emit(op.EVENT_EXIT);
  if (assembly.framed) assembly.nextTemp = assembly.tempBase;
}

function assembleInner(assembly: Assembly, goal: Goal, levels: readonly Level[], later: ReadonlySet<Variable>): void {
  switch (goal.kind) {
    case 'and': {
      const inside = [...levels, levelOf(assembly, cutsBelow(goal))];
      assembleSequence(assembly, goal.goals, inside, later);
      return;
    }
    case 'or':
      assembleOr(assembly, goal, levels, later);
      return;
    case 'not': {
      assembly.initialise(goal.goal, later);
      assembly.emit(op.NOT, 0, NEGATION_CODES[goal.of]);
      const end = assembly.space.length - 2;
      // A negation runs apart: a cut in it goes no further than its beginning.
      const level = levelOf(assembly, cutsWithin(goal.goal));
      const seen = new Set(assembly.seen);
      assembleGoal(assembly, goal.goal, [level, level], new Set());
      assembly.restore(seen);
      assembly.emit(op.NOT_SOLUTION);
      assembly.space.patch(end, assembly.space.length);
      if (assembly.debug) assembly.space.describeNegation(assembly.space.length, assembly.slotsWithin(goal));
      return;
    }
    case 'predicate':
      assembly.emit(op.CALL, assembly.space.predicate(goal.name, goal.args.length));
      return;
    case 'unify':
      unify(assembly, goal.left, goal.right);
      return;
    case 'assign': {
      if (goal.left.kind === 'variable') {
        const { variable } = goal.left;
        if (assembly.isOfHead(variable)) {
          // It was unified with what is passed, whatever that is.
          const other = assembly.temp();
          assembly.emit(op.PUT_NEW, other);
          assembly.emit(op.UNIFY, assembly.place(variable), other);
        }
        if (assembly.seen.has(variable) || assembly.debug)
          assembly.emit(op.ASSIGNABLE, assembly.place(variable), assembly.constant(variable.name));
      } else assembly.emit(op.ASSIGNABLE, buildValue(assembly, goal.left), assembly.constant(''));
      unify(assembly, goal.left, goal.right);
      return;
    }
    case 'compare': {
      const left = buildValue(assembly, goal.left);
      const right = buildValue(assembly, goal.right);
      assembly.emit(op.COMPARE, COMPARISON_CODES[goal.operator], left, right);
      return;
    }
    case 'arithmetic': {
      const left = buildValue(assembly, goal.left);
      const right = buildValue(assembly, goal.right);
      const result = assembly.temp();
      assembly.emit(op.ARITHMETIC, ARITHMETIC_CODES[goal.operator], result, left, right);
      assign(assembly, goal.result, result, true);
      return;
    }
    case 'in': {
      const item = buildValue(assembly, goal.left);
      const container = buildValue(assembly, goal.right);
      assembly.emit(op.IN, item, container);
      return;
    }
    case 'matches': {
      const left = buildValue(assembly, goal.left);
      if (isPlainClass(goal.right))
        assembly.emit(op.MATCH_CLASS, left, assembly.constant(assembly.space.instance(goal.right.name)));
      else assembly.emit(op.MATCH, left, buildValue(assembly, goal.right));
      return;
    }
    case 'lookup': {
      const object = buildValue(assembly, goal.object);
      const result = assembly.temp();
      if (goal.key.kind === 'constant' && typeof goal.key.term === 'string')
        assembly.emit(op.LOOKUP, result, object, assembly.constant(goal.key.term));
      else {
        const key = buildValue(assembly, goal.key);
        assembly.emit(op.LOOKUP_KEY, result, object, key);
      }
      assign(assembly, goal.result, result, false);
      return;
    }
    case 'method': {
      const object = buildValue(assembly, goal.object);
      const call = callOperands(assembly, goal.call);
      const result = assembly.temp();
      assembly.emit(op.METHOD, result, object, ...call);
      assign(assembly, goal.result, result, false);
      return;
    }
    case 'new': {
      const call = callOperands(assembly, goal.call);
      const result = assembly.temp();
      assembly.emit(op.CONSTRUCT, result, ...call);
      assign(assembly, goal.result, result, false);
      return;
    }
    case 'print':
    case 'debug': {
      const operands = goal.args.map((arg) => buildValue(assembly, arg));
      assembly.emit(goal.kind === 'print' ? op.PRINT : op.DEBUG, goal.args.length, ...operands);
      return;
    }
    case 'cut':
      cut(assembly, levels);
      return;
    case 'condition':
      assembly.emit(op.CONDITION, buildValue(assembly, goal.value));
  }
}

/** The barriers that it takes away are made again where there are more cuts to come. */
function cut(assembly: Assembly, levels: readonly Level[]): void {
  const [level, own] = levels.slice(-2);
  if (level === 'entry') {
    if (assembly.levelSlot >= 0) assembly.emit(op.CUT_SLOT, assembly.levelSlot);
    else assembly.emit(op.CUT);
  } else if (level !== undefined) {
    assembly.emit(op.CUT_TO, level.barrier);
    level.cutsToCome--;
  }
  for (const taken of new Set([level, own]))
    if (typeof taken === 'object' && taken.cutsToCome > 0) assembly.emit(op.BARRIER, taken.barrier);
}

function assembleSequence(
  assembly: Assembly,
  goals: readonly Goal[],
  levels: readonly Level[],
  later: ReadonlySet<Variable>,
): void {
  goals.forEach((goal, index) => {
    const rest = new Set(later);
    eachGoal(goals.slice(index + 1), (next) => eachVariable(next, (variable) => rest.add(variable)));
    assembleGoal(assembly, goal, levels, rest);
  });
}

function assembleOr(
  assembly: Assembly,
  goal: Extract<Goal, { kind: 'and' | 'or' }>,
  levels: readonly Level[],
  later: ReadonlySet<Variable>,
): void {
  const inside = [...levels, levelOf(assembly, cutsBelow(goal))];
  assembly.initialise(goal, later);
  const seen = new Set(assembly.seen);
  const ends: number[] = [];
  goal.goals.forEach((alternative, index) => {
    const last = index === goal.goals.length - 1;
    let next = -1;
    if (!last) {
      assembly.emit(op.OR, 0);
      next = assembly.space.length - 1;
    }
    assembleGoal(assembly, alternative, inside, new Set());
    assembly.restore(seen);
    if (!last) {
      assembly.emit(op.JUMP, 0);
      ends.push(assembly.space.length - 1);
      assembly.space.patch(next, assembly.space.length);
    }
  });
  for (const end of ends) assembly.space.patch(end, assembly.space.length);
}
