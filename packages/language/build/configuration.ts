/** What `langium-config.json` says: where the grammar is, and where Langium writes what it makes of it. */
import { readFileSync } from 'node:fs';

/** The top of the repository, which all paths in the configuration are relative to. */
export const root = new URL('../../../', import.meta.url);

interface LangiumConfiguration {
  readonly projectName: string;
  readonly out: string;
  readonly languages: readonly { readonly grammar: string; readonly bnf?: { readonly out: string } }[];
}

export interface Places {
  /** The grammar's file. */
  readonly grammar: URL;
  /** The module that Langium wrote the grammar to, and the name of the function in it that gives it. */
  readonly module: URL;
  readonly load: string;
  /** The grammar for people. */
  readonly bnf: URL;
}

/** @throws where there is no configuration, or it has not one language with a grammar for people */
export function readConfiguration(file = new URL('langium-config.json', root)): Places {
  const { projectName, out, languages } = JSON.parse(readFileSync(file, 'utf8')) as LangiumConfiguration;
  const [language] = languages;
  if (languages.length !== 1 || language?.bnf === undefined)
    throw new Error('langium-config.json must name one language, with a grammar for people (bnf)');
  return {
    grammar: new URL(language.grammar, file),
    module: new URL(`${out}/grammar.ts`, file),
    load: `${projectName}Grammar`,
    bnf: new URL(language.bnf.out, file),
  };
}
