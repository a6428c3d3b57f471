import { createRequire } from 'node:module';
import { stderr } from 'node:process';
import type { JavaScriptClass } from '@polar-tools/evaluator';
import { standInForOso } from './imports.ts';
import { standIn } from './stand-in.ts';

/** What an application registers with npm's `oso` while it is imported. */
export interface SetUp {
  readonly classes: Map<string, JavaScriptClass>;
  readonly constants: Map<string, unknown>;
  /** It has an `Oso`: what that knows counts, and not what the module exports. */
  isUsed: boolean;
}

/** Registered by the package itself. */
const BUILT_IN: ReadonlySet<string> = new Set(['Boolean', 'Integer', 'Float', 'String', 'List', 'Dictionary', 'nil']);

/** Methods of the package's class that are looked at. */
interface Methods {
  registerClass(cls: JavaScriptClass, params?: { readonly name?: string }): void;
  registerConstant(value: unknown, name: string): void;
  repl?(): Promise<void>;
  [load: string]: unknown;
}

/**
 * Notes from here on what is registered with `oso`, whether that package is installed or not.
 *
 * @param path of the module that will be imported
 */
export function recordSetUp(path: string): SetUp {
  const setUp: SetUp = { classes: new Map(), constants: new Map(), isUsed: false };
  const known = new WeakSet<object>();
  const look = (exported: object): void => {
    const methods = methodsOf(exported);
    if (methods === undefined || known.has(methods)) return;
    known.add(methods);
    noteCalls(methods, setUp);
  };
  const instead = standIn({
    used: () => {
      setUp.isUsed = true;
    },
    registerClass: (cls, name) => setUp.classes.set(name, cls),
    registerConstant: (value, name) => setUp.constants.set(name, value),
  });
  const ownMethods = methodsOf(instead);
  if (ownMethods !== undefined) known.add(ownMethods);
  standInForOso(instead, look);
  try {
    look(createRequire(path)('oso'));
  } catch {
    // Not installed there: somewhere else perhaps, or nowhere.
  }
  return setUp;
}

function noteCalls(methods: Methods, setUp: SetUp): void {
  const { registerClass, registerConstant } = methods;
  methods.registerClass = function (cls, params) {
    registerClass.call(this, cls, params);
    setUp.isUsed = true;
    const name = params?.name ?? cls.name;
    if (!BUILT_IN.has(name)) setUp.classes.set(name, cls);
  };
  methods.registerConstant = function (value, name) {
    registerConstant.call(this, value, name);
    // The package registers classes as constants, too.
    if (!BUILT_IN.has(name) && typeof value !== 'function') setUp.constants.set(name, value);
  };
  for (const name of ['loadFiles', 'loadStr']) {
    const load = methods[name];
    if (typeof load !== 'function') continue;
    methods[name] = async function (this: unknown, ...given: readonly unknown[]) {
      // Which policy is asked, `--policy` says: that this engine refuses one is no reason to stop here.
      try {
        return await load.apply(this, given);
      } catch (thrown) {
        stderr.write(
          `The application's own oso refused its policy: ${thrown instanceof Error ? thrown.message : thrown}\n`,
        );
      }
    };
  }
  // An application that ends in its own prompt goes on to the command that has imported it.
  methods.repl = async () => {};
}

/** The methods of the class that registers, where a module exports `Oso`. */
function methodsOf(exported: object): Methods | undefined {
  const { Oso } = exported as { readonly Oso?: unknown };
  if (typeof Oso !== 'function') return undefined;
  let methods: object | null = Oso.prototype;
  while (methods !== null && !Object.hasOwn(methods, 'registerClass')) methods = Object.getPrototypeOf(methods);
  return (methods as Methods | null) ?? undefined;
}
