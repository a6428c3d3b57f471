import type { Frame, Port } from '../debug/view.ts';
import type { CompiledCloud } from '../dialect/cloud/program.ts';
import { isConstant } from '../dialect/cloud/rule.ts';
import { writeValue } from '../facts/value.ts';
import { setOf } from '../tables/codes.ts';
import type { Term } from '../terms/term.ts';
import { rootOf } from './bindings.ts';
import { valueOfTerm } from './cloud-terms.ts';
import type { Level } from './stack.ts';

/** Where the search goes on from: at others it goes back, or is over. */
const GOES_ON: ReadonlySet<Port> = new Set(['call', 'unify', 'exit']);

/** Why a variable of a frame cannot be set where a run stands, in words for a person; undefined where nothing is against it. */
export function settable(frames: readonly Frame[], frame: number, variable: string, port: Port): string | undefined {
  const found = frames[frame]?.variables.find(({ name }) => name === variable);
  if (found === undefined) return `There is no variable ${variable} here.`;
  if (!GOES_ON.has(port))
    return 'What is set here is undone at once: the search goes back from here. Go back to a goal that is tried.';
  if (found.bound) return `${variable} has a value already. Go back to before it got one.`;
  // What answers a goal from a fact or a table has a frame above its rule's, and no variables.
  if (frames.findIndex(({ variables }) => variables.length > 0) < frame)
    return `Only a variable of the innermost rule can be set: ${variable} is of one that waits for answers, which are the same for all who ask. Go back to a goal of it.`;
  return undefined;
}

/** The slot of a variable of a rule in progress, and the number of its new value; or why that cannot be, in words. */
export function valueToSet(
  { plan, slots }: Level,
  variable: string,
  term: Term,
  { types, values }: CompiledCloud,
): { readonly slot: number; readonly value: number } | string {
  const argument = plan.rule === undefined ? undefined : plan.rule.variables.get(variable);
  if (argument === undefined || isConstant(argument))
    return `${variable} is not tried here: set it in a goal of the rule, or ask another query.`;
  const value = valueOfTerm(term);
  if (value === undefined) return 'Write a value: an object such as User:anne, a string, an integer, true or false.';
  const slot = rootOf({ slots, links: true }, argument);
  const may = setOf(slots[slot]!);
  const number = values.number(value);
  if (types.has(may, values.typeOf(number))) return { slot, value: number };
  const named = types.types(may).flatMap((type) => type ?? []);
  return `${variable} cannot be ${writeValue(value)}: it is ${named.length === 0 ? 'of no type' : `of type ${named.join(' or ')}`}.`;
}
