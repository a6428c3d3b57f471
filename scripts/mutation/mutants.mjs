/** All changes that Stryker would make to some files, found without running anything. */
import { readFileSync } from 'node:fs';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';

const silent = () => {};
const logger = {
  isDebugEnabled: () => false,
  isTraceEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: console.error,
  error: console.error,
  fatal: console.error,
};

/** @typedef {{fileName: string, mutatorName: string, replacement: string, location: {start: Place, end: Place}}} Mutant */
/** @typedef {{line: number, column: number}} Place both counted from 0 */

/** @returns {Promise<Mutant[]>} the mutants of the files, in their order */
export const mutantsOf = async (paths) => {
  const instrumenter = createInjector().provideValue('logger', logger).injectFunction(createInstrumenter);
  const files = paths.map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true }));
  const { mutants } = await instrumenter.instrument(files, {
    ignorers: [],
    excludedMutations: [],
    noHeader: false,
    plugins: null,
  });
  return mutants.filter((each) => each.status === undefined);
};

/** The same for a mutant in the project and for its copy in Stryker's run. */
export const identityOf = ({ fileName, mutatorName, replacement, location }, root) =>
  JSON.stringify([
    fileName.replaceAll('\\', '/').replace(`${root.replaceAll('\\', '/')}/`, ''),
    mutatorName,
    replacement,
    location.start.line,
    location.start.column,
    location.end.line,
    location.end.column,
  ]);
