import { HostError } from '../host/host.ts';
import { unregisteredClass } from '../host/unregistered-class.ts';
import { ASKED } from '../run/asked.ts';
import { Failure, hostFailure } from '../run/failure.ts';
import type { Term } from '../terms/term.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { relation } from './match.ts';
import { isVariable } from './operations.ts';

/** Whether a class that is proposed for a variable goes together with those that it is known to have. */
export function checkClass(
  run: ExactMachine,
  { proposed, existing, names }: Extract<Goal, { readonly kind: 'check-class' }>,
): boolean | typeof ASKED {
  for (const constraint of [...existing].reverse()) {
    const related = relation(constraint, proposed, names);
    if (related === undefined) continue;
    const { left, right, path } = related;
    if (path.length > 0) {
      if (classAlong(run, right, path) !== left) return false;
      continue;
    }
    const up = isSubclass(run, left, right);
    if (up === ASKED) return ASKED;
    if (up) continue;
    const down = isSubclass(run, right, left);
    if (down === ASKED) return ASKED;
    if (!down) return false;
  }
  return true;
}

/**
 * The class that the application declares for a field of a field…; undefined where it does not say.
 *
 * @throws where a key is a value that names no field: the reference's host refuses it
 */
function classAlong(run: ExactMachine, from: string, path: readonly Term[]): string | undefined {
  let name: string | undefined = from;
  for (const key of path) {
    if (name === undefined || isVariable(key)) return undefined;
    if (typeof key !== 'string')
      throw hostFailure(new HostError('exception', 'exception', `Not a field name: ${run.print(key)}`));
    name = run.program.class(name)?.fields.get(key);
  }
  return name;
}

function isSubclass(run: ExactMachine, left: string, right: string): boolean | typeof ASKED {
  const { program } = run;
  const [l, r] = [program.class(left), program.class(right)];
  if (l !== undefined && r !== undefined) return l.ancestry.includes(r);
  for (const name of [left, right])
    if (!program.isClass(name)) throw new Failure('unregistered-class', unregisteredClass(name, program.host));
  for (const names of program.builtinClasses.values()) if (names.includes(left) && names.includes(right)) return true;
  if (program.isBuiltin(left) && program.isBuiltin(right)) return false;
  if (program.host === undefined || r !== undefined) return false;
  // What extends a built-in class, its host knows.
  if (l !== undefined && !program.isBuiltin(right)) return false;
  const reply = run.ask({ kind: 'is-subclass', left, right });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  return reply === true;
}
