import { HostError, type HostObject, type HostValue, MISSING, NO_MORE } from '../host/host.ts';
import { unregisteredClass } from '../host/unregistered-class.ts';
import { ASKED } from '../run/asked.ts';
import { Failure, hostFailure } from '../run/failure.ts';
import { instanceOf } from '../run/instance-of.ts';
import { fromHost, toHost } from '../terms/convert.ts';
import { debugText } from '../terms/debug-text.ts';
import { Keywords } from '../terms/keywords.ts';
import { Box, CALL, type Fields, HOST, type Term } from '../terms/term.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { isObject } from './match.ts';
import { argsOf, isVariable, rebuild } from './operations.ts';

/** Whether a goal that the application decides holds; `ASKED`: it is to be done again when the reply is there. */
type Done = boolean | typeof ASKED;

/** Asks for an attribute, or calls a method. */
export function askAttribute(
  run: ExactMachine,
  { object, field, fieldSource, use }: Extract<Goal, { readonly kind: 'attribute' }>,
): Done {
  const known = run.bindings.resolve(field);
  const receiver = handOut(run, run.bindings.resolve(object));
  let reply: ReturnType<ExactMachine['ask']>;
  if (typeof known === 'string') reply = run.ask({ kind: 'attribute', object: receiver, name: known });
  else if (typeof known === 'object' && known.kind === CALL) {
    // The reference unfolds what contains itself once more than where it makes an object.
    const { args, keywords } = argumentsOf(run, run.bindings.resolve(known) as Box);
    reply = run.ask({ kind: 'call', object: receiver, name: known.a as string, args, keywords });
  } else
    throw run.typeError(
      fieldSource,
      `cannot look up field ${isVariable(known) ? `Variable(Symbol("${String(known.b)}"))` : debugText(known, (term) => run.print(term))} on an external instance`,
    );
  if (reply === ASKED) return ASKED;
  run.search.leave(0, () => []);
  let value: Term;
  if (reply instanceof HostError) {
    // What a pattern asks for may be missing, and within a negation so may anything.
    if (reply.kind !== 'application' || (use.kind === 'unify' && run.search.negation === undefined))
      throw hostFailure(reply);
    if (run.failsOnMissing) return false;
    value = termOf(MISSING);
  } else value = termOf(reply);
  return receive(run, value, (given) =>
    use.kind === 'unify'
      ? { kind: 'unify', left: use.left, right: given }
      : { kind: 'matches', left: given, right: use.right, rightSource: use.rightSource },
  );
}

/** Goes on with what the application gives. A variable is given to a new one first, as in the reference: what a negation leaves hangs on how many are alike. */
function receive(run: ExactMachine, value: Term, goOn: (given: Term) => Goal): true {
  if (!isVariable(value)) return run.push(goOn(value));
  const given = run.terms.fresh('given');
  return run.pushAll([{ kind: 'unify', left: given, right: value }, goOn(given)]);
}

/** What the application gives is an object of its own each time: whether two are one is for the application to say. */
const termOf = (reply: HostValue | typeof NO_MORE): Term =>
  fromHost(reply === NO_MORE ? MISSING : reply, (object) => new Box(HOST, object, object.class));

/** A value as the application gets it. Under a debugger it is noted which variables it has got. */
function handOut(run: ExactMachine, term: Term): HostValue {
  if (run.debugs)
    rebuild(term, (part) => {
      if (isVariable(part)) run.bindings.handOut(part);
      return undefined;
    });
  return toHost(term);
}

function argumentsOf(
  run: ExactMachine,
  call: Box,
): {
  args: ReturnType<typeof toHost>[];
  keywords: ReadonlyMap<string, ReturnType<typeof toHost>> | undefined;
} {
  const args = argsOf(call);
  const last = args.at(-1);
  const keywords = last instanceof Keywords ? (last.a as Fields) : undefined;
  return {
    args: (keywords === undefined ? args : args.slice(0, -1)).map((arg) => handOut(run, arg)),
    keywords:
      keywords === undefined ? undefined : new Map([...keywords].map(([key, value]) => [key, handOut(run, value)])),
  };
}

/** Makes an object. */
export function construct(run: ExactMachine, call: Box, result: Term): Done {
  const resolved = run.bindings.resolve(call) as Box;
  const reply = run.ask({ kind: 'construct', class: resolved.a as string, ...argumentsOf(run, resolved) });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  return run.push({ kind: 'unify', left: result, right: termOf(reply), rightSource: run.terms.sources.of(call) });
}

/** Asks whether an object is of a class, where that is not known without the application. */
export function askInstance(run: ExactMachine, object: Term, name: string): Done {
  const { program } = run;
  const known = instanceOf(program, object, name);
  if (known !== undefined) return known;
  if (!program.isClass(name)) throw new Failure('unregistered-class', unregisteredClass(name, program.host));
  if (!isObject(object)) return false;
  const reply = run.ask({ kind: 'is-instance', object: object.a as HostObject, class: name });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  return reply === true;
}

/** Asks how two values compare of which at least one is the application's. */
export function compareObjects(run: ExactMachine, operator: string, left: Term, right: Term): Done {
  const reply = run.ask({
    kind: 'compare',
    operator: operator as '==',
    left: handOut(run, left),
    right: handOut(run, right),
  });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  return reply === true;
}

/** The next member of an application's object. */
export function askNext(
  run: ExactMachine,
  { object, item, iteration, index }: Extract<Goal, { readonly kind: 'next' }>,
): Done {
  const reply = run.ask({ kind: 'next', object: object.a as HostObject, iteration, index });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  if (reply === NO_MORE) return false;
  run.search.leave(1, () => [{ kind: 'next', object, item, iteration, index: index + 1 }], 0, { kind: 'in' });
  return receive(run, termOf(reply), (given) => ({ kind: 'unify', left: item, right: given }));
}
