import type { Grammar } from 'langium';
import { readConfiguration } from './configuration.ts';

/**
 * The grammar as Langium understood it when it generated its own module: linked and validated. What is wrong with it, `langium generate` says.
 * @throws where that module is not there
 */
export async function readGrammar({ module, load } = readConfiguration()): Promise<Grammar> {
  const generated = (await import(module.href)) as Readonly<Record<string, (() => Grammar) | undefined>>;
  const grammar = generated[load]?.();
  if (grammar === undefined) throw new Error(`${module.pathname} has no ${load}: run \`npm run generate\``);
  return grammar;
}
