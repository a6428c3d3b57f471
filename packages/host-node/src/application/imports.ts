import Module from 'node:module';

/** What Node's modules have for this, which its types do not all know. */
interface Loader {
  /** Every `require` comes here, and the import of a module that is no ES module. */
  _load(request: string, parent: unknown, isMain: boolean): unknown;
  /** From Node 22.15. */
  registerHooks?(hooks: { resolve: Resolve }): unknown;
  /** From Node 20.6: the hooks of this module are asked, in a thread of their own. */
  register?(specifier: string): void;
}

type Resolve = (specifier: string, context: { readonly conditions: readonly string[] }, next: Next) => unknown;
type Next = (specifier: string, context: unknown) => unknown;

/** Where an ES module finds the stand-in: a module whose exports must be known by name. */
const KEY = 'polar-tools.oso';

/** The package and the modules in it. */
const PACKAGE = /^oso(?:$|\/)/;

/**
 * From here on, whoever imports `oso` and has none gets another package in its place; one that is there is shown.
 *
 * @param instead what is exported in its place
 * @param found is given each `oso` that is loaded
 */
export function standInForOso(instead: Readonly<Record<string, unknown>>, found: (exported: object) => void): void {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = function (request, parent, isMain) {
    if (!/\boso\b/.test(request)) return load.call(this, request, parent, isMain);
    try {
      const exported = load.call(this, request, parent, isMain);
      if (typeof exported === 'object' && exported !== null) found(exported);
      return exported;
    } catch (thrown) {
      if (PACKAGE.test(request) && isMissing(thrown, request)) return instead;
      throw thrown;
    }
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for(KEY)] = instead;
  const url = moduleOf(Object.keys(instead));
  if (loader.registerHooks === undefined) loader.register?.(asUrl(hooksOf(url)));
  else
    loader.registerHooks({
      resolve(specifier, context, next) {
        try {
          return next(specifier, context);
        } catch (thrown) {
          const isImport = PACKAGE.test(specifier) && !context.conditions.includes('require');
          if (isImport && codeOf(thrown) === 'ERR_MODULE_NOT_FOUND')
            return { url, format: 'module', shortCircuit: true };
          throw thrown;
        }
      },
    });
}

const moduleOf = (names: readonly string[]): string =>
  asUrl(
    `const oso = globalThis[Symbol.for(${JSON.stringify(KEY)})]; export default oso; export const { ${names.join(', ')} } = oso;`,
  );

/** The same for the thread that Node asks where its hooks are in one. */
const hooksOf = (url: string): string => `export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (thrown) {
    if (${PACKAGE}.test(specifier) && thrown?.code === 'ERR_MODULE_NOT_FOUND')
      return { url: ${JSON.stringify(url)}, format: 'module', shortCircuit: true };
    throw thrown;
  }
}`;

const asUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;

const codeOf = (thrown: unknown): unknown => (thrown as { readonly code?: unknown } | undefined)?.code;

/** Whether it is this module that there is not, and none that it needs. */
const isMissing = (thrown: unknown, request: string): boolean =>
  codeOf(thrown) === 'MODULE_NOT_FOUND' &&
  String((thrown as Error).message).startsWith(`Cannot find module '${request}'`);
