import { builtinAttribute, builtinCall } from './builtin-methods.ts';
import { HostError, HostObject, type HostValue, type Question, type Reply } from './host.ts';

const describe = (value: HostValue): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** The reply where there is no application: fields and methods of built-in values are known, nothing else is. */
export function answerWithoutHost(question: Question): Reply {
  if (question.kind === 'attribute' && !(question.object instanceof HostObject))
    return builtinAttribute(question.object, question.name, describe);
  if (question.kind === 'call' && !(question.object instanceof HostObject))
    return builtinCall(question.object, question.name, question.args, describe);
  return new HostError(
    'exception',
    'unsupported',
    `The query asks the application (${question.kind}), and there is none. Give it data or a host.`,
  );
}
