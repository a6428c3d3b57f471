import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JavaScriptClass } from '@polar-tools/evaluator';
import { recordSetUp } from './set-up.ts';

/** What a module has for policies and queries. */
export interface LoadedApplication {
  /** Its classes, by their names there. */
  readonly classes: Readonly<Record<string, JavaScriptClass>>;
  /** What else it exports: queries may name it. */
  readonly names: ReadonlyMap<string, unknown>;
  /** What it registers for policies to name. */
  readonly constants: ReadonlyMap<string, unknown>;
  /** Its classes are those that it registers. */
  readonly registered: boolean;
}

/** A module, and the function that sets it up: `app.mjs:main`. */
const WITH_FUNCTION = /^(.+):([\p{L}_$][\p{L}\p{N}_$]*)(?:\(\))?$/su;

/**
 * Imports a module: the path of a file, or a name that is looked for from the folder. Calls the function that is named with it.
 *
 * @throws whatever these throw
 */
export async function loadApplication(folder: string, named: string): Promise<LoadedApplication> {
  const [, module = named, setUpFunction] = WITH_FUNCTION.exec(named) ?? [];
  const isPath = /^\.|[/\\]|\.[cm]?[jt]s$/.test(module) && !module.startsWith('@');
  const path = isPath ? resolve(folder, module) : createRequire(join(folder, 'index.js')).resolve(module);
  const setUp = recordSetUp(path);
  const imported = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  const { default: whole, ...exported } = imported;
  // What `module.exports` has, and the default export where that is an object of named things.
  const all = Object.entries({ ...(isPlain(whole) && whole), ...exported }).filter(
    ([name]) => name !== 'module.exports',
  );
  if (setUpFunction !== undefined) {
    const call = new Map(all).get(setUpFunction);
    if (typeof call !== 'function') throw new TypeError(`The module exports no function ${setUpFunction}.`);
    await call();
  }
  if (typeof whole === 'function' && isClass(whole)) all.push([whole.name, whole]);
  const classes = all.filter((entry): entry is [string, JavaScriptClass] => isClass(entry[1]));
  return {
    classes: Object.fromEntries(setUp.isUsed ? setUp.classes : classes),
    constants: setUp.constants,
    registered: setUp.isUsed,
    names: new Map(all.filter(([, value]) => !isClass(value))),
  };
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
