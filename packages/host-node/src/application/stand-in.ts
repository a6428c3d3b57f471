import type { JavaScriptClass } from '@polar-tools/evaluator';
import * as errors from '../oso/errors.ts';
import { isProjection, Relation } from '../oso/filter.ts';
import { Expression, Pattern, Predicate, Variable } from '../oso/terms.ts';

/** Who is told what an application registers. */
export interface Recorder {
  /** The application has an `Oso`. */
  used(): void;
  registerClass(cls: JavaScriptClass, name: string): void;
  registerConstant(value: unknown, name: string): void;
}

/** What decides: by a promise, or by answers as they are asked for. */
const DECISIONS = [
  'isAllowed',
  'authorize',
  'authorizedActions',
  'authorizeRequest',
  'authorizeField',
  'authorizedFields',
  'authorizedQuery',
  'authorizedResources',
  'queryRuleOnce',
];
const SEARCHES = ['query', 'queryRule'];
const LOADS = ['loadFiles', 'loadFile', 'loadStr', 'loadSources'];

/**
 * The package `oso` (npm, 0.27.3) where it is not installed: it takes what is registered, and decides nothing. Which policy is asked, `--policy` says.
 *
 * @returns what it exports, with what its modules of their own (`oso/dist/src/errors`) do
 */
export function standIn(recorder: Recorder): Readonly<Record<string, unknown>> {
  class Polar {
    constructor() {
      recorder.used();
    }
    registerClass(cls: JavaScriptClass, params: { readonly name?: string } = {}): void {
      recorder.registerClass(cls, params.name ?? cls.name);
    }
    registerConstant(value: unknown, name: string): void {
      recorder.registerConstant(value, name);
    }
    clearRules(): void {}
    free(): void {}
    // An application that ends in its own prompt goes on to the command that has imported it.
    async repl(): Promise<void> {}
  }
  const methods = Polar.prototype as unknown as Record<string, unknown>;
  for (const name of LOADS) methods[name] = async () => {};
  for (const name of DECISIONS) methods[name] = async () => refuse(name);
  for (const name of SEARCHES)
    methods[name] = async function* () {
      yield refuse(name);
    };
  class Oso extends Polar {
    setDataFilteringAdapter(): void {}
  }
  return {
    ...errors,
    ...{ Polar, Oso, Relation, Variable, Predicate, Expression, Pattern, isProjection },
    defaultEqualityFn: Object.is,
    typeOrmAdapter: () => ({ buildQuery: () => refuse('authorizedQuery'), executeQuery: () => [] }),
  };
}

function refuse(method: string): never {
  throw new errors.OsoError(
    `The package oso is not installed here: Oso.${method}() decides nothing. Ask in a query of polar, or install oso beside the application.`,
  );
}
