import type { Assembly } from './assembly.ts';
import type { Arguments, Value } from './goal.ts';
import * as op from './opcodes.ts';

/** Emits what builds a value; its operand. */
export function buildValue(assembly: Assembly, value: Value): number {
  switch (value.kind) {
    case 'constant':
      return op.CONSTANTS + assembly.constant(value.term);
    case 'variable':
      return assembly.place(value.variable);
    case 'cons': {
      const elements: Value[] = [];
      let rest: Value = value;
      while (rest.kind === 'cons') {
        elements.push(rest.head);
        rest = rest.tail;
      }
      // Where a list matches patterns up to a `*rest`, the reference has the two the other way round.
      if (rest.kind !== 'constant' && elements.some(holdsPattern)) assembly.emit(op.HAND_OVER);
      const operands = elements.map((element) => buildValue(assembly, element));
      let tail = buildValue(assembly, rest);
      for (const operand of operands.toReversed()) {
        const register = assembly.temp();
        assembly.emit(op.CONS, register, operand, tail);
        tail = register;
      }
      return tail;
    }
    case 'rest': {
      const operand = buildValue(assembly, value.rest);
      const register = assembly.temp();
      assembly.emit(op.REST, register, operand);
      return register;
    }
    case 'dictionary':
    case 'fields': {
      const operands = value.fields.map(([, field]) => buildValue(assembly, field));
      const register = assembly.temp();
      assembly.emit(
        value.kind === 'dictionary' ? op.DICTIONARY : op.FIELDS,
        register,
        assembly.space.keys(value.fields),
        ...operands,
      );
      return register;
    }
    case 'instance': {
      if (value.fields.length === 0) return op.CONSTANTS + assembly.constant(assembly.space.instance(value.name));
      const operands = value.fields.map(([, field]) => buildValue(assembly, field));
      const register = assembly.temp();
      assembly.emit(
        op.INSTANCE,
        register,
        assembly.constant(value.name),
        assembly.space.keys(value.fields),
        ...operands,
      );
      return register;
    }
    case 'call': {
      const operands = value.args.map((arg) => buildValue(assembly, arg));
      const register = assembly.temp();
      assembly.emit(op.CALL_TERM, register, assembly.constant(value.name), operands.length, ...operands);
      return register;
    }
  }
}

/** Whether a part of a value is a pattern. */
function holdsPattern(value: Value): boolean {
  switch (value.kind) {
    case 'fields':
    case 'instance':
      return true;
    case 'cons':
      return holdsPattern(value.head) || holdsPattern(value.tail);
    default:
      return false;
  }
}

/** What METHOD and CONSTRUCT take: name, count, operands…, keys, operands… */
export function callOperands(assembly: Assembly, { name, args, keywords }: Arguments): number[] {
  const positional = args.map((arg) => buildValue(assembly, arg));
  const named = keywords.map(([, value]) => buildValue(assembly, value));
  return [assembly.constant(name), positional.length, ...positional, assembly.space.keys(keywords), ...named];
}
