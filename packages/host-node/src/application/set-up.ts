import { createRequire } from 'node:module';
import type { JavaScriptClass } from '@polar-tools/evaluator';

/** What an application registers with npm's `oso` while it is imported. */
export interface SetUp {
  readonly classes: Map<string, JavaScriptClass>;
  readonly constants: Map<string, unknown>;
  /** It has an `Oso`: what that knows counts, and not what the module exports. */
  isUsed: boolean;
}

/** Registered by the package itself. */
const BUILT_IN: ReadonlySet<string> = new Set(['Boolean', 'Integer', 'Float', 'String', 'List', 'Dictionary', 'nil']);

interface Methods {
  registerClass(cls: JavaScriptClass, params?: { readonly name?: string }): void;
  registerConstant(value: unknown, name: string): void;
}

/**
 * Notes from here on what is registered with the `oso` that a module would find; nothing, where it finds none.
 *
 * @param path of the module
 */
export function recordSetUp(path: string): SetUp {
  const setUp: SetUp = { classes: new Map(), constants: new Map(), isUsed: false };
  const methods = methodsOf(path);
  if (methods === undefined) return setUp;
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
  return setUp;
}

function methodsOf(path: string): Methods | undefined {
  try {
    const { Oso } = createRequire(path)('oso') as { readonly Oso: { readonly prototype: object } };
    let methods = Oso.prototype;
    while (!Object.hasOwn(methods, 'registerClass')) methods = Object.getPrototypeOf(methods);
    return methods as Methods;
  } catch {
    return undefined;
  }
}
