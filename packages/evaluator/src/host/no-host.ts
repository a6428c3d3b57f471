import { valueClassNames } from '@polar-tools/policy';
import { builtinAttribute, builtinCall, isBuiltinClass } from './builtin-methods.ts';
import { compareValues } from './compare.ts';
import { describeValue } from './describe-value.ts';
import {
  builtinClassObject,
  type Host,
  HostError,
  HostObject,
  type HostValue,
  NIL,
  nodeBuiltinClasses,
  type Question,
  type Reply,
} from './host.ts';
import { unregisteredClass } from './unregistered-class.ts';

/** An object that only the application knows: not `nil`, and not what is missing. */
const isForeign = (value: HostValue): boolean =>
  value instanceof HostObject && (value.value ?? undefined) !== undefined && !isBuiltinClass(value);

function describeObject(object: HostObject): string {
  if (isBuiltinClass(object)) return object.class?.name ?? 'a built-in class';
  return object === NIL ? 'nil' : 'a value that is missing';
}

const describe = (value: HostValue): string => describeValue(value, describeObject);

/**
 * The reply where there is no application: fields and methods of built-in values are known, and how `nil` and what a value does not have
 * compare with others (which a dictionary pattern over a plain value asks); nothing else is.
 */
export function answerWithoutHost(question: Question): Reply {
  if (question.kind === 'attribute' && !isForeign(question.object))
    return builtinAttribute(question.object, question.name, describe);
  if (question.kind === 'call' && !isForeign(question.object))
    return builtinCall(question.object, question.name, question.args, describe);
  if (question.kind === 'compare' && !isForeign(question.left) && !isForeign(question.right))
    return compareValues(question.operator, question.left, question.right);
  if (question.kind === 'construct' && valueClassNames.has(question.class))
    return new HostError('exception', 'unknown-class', unregisteredClass(question.class, undefined));
  return new HostError(
    'exception',
    'unsupported',
    `The query asks the application (${question.kind}), and there is none. Give it data or a host.`,
  );
}

/** Stands where there is no application, for whoever needs somebody to ask. A policy is compiled without it: what classes there are is unknown. */
export const noHost: Host = {
  classes: new Map(),
  builtinClasses: nodeBuiltinClasses,
  constants: new Map([['nil', NIL]]),
  classObject: builtinClassObject,
  describe: describeObject,
  inspect: () => undefined,
  answer: answerWithoutHost,
};
