import {
  answerWithoutHost,
  builtinClassObject,
  describeCloudObject,
  type Host,
  nodeBuiltinClasses,
} from '@polar-tools/evaluator';

/** What stands for an application where there is none: it writes objects as a Cloud policy does. */
export const cloudHost: Host = {
  classes: new Map(),
  builtinClasses: nodeBuiltinClasses,
  constants: new Map(),
  classObject: builtinClassObject,
  describe: describeCloudObject,
  inspect: () => undefined,
  answer: answerWithoutHost,
};
