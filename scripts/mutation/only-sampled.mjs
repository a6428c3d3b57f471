/**
 * A checker for Stryker that lets only the mutants of the sample run. A place is mutated in several ways, and all places within it are too: Stryker can be told
 * where to change something, but not which change to make.
 */
import { readFileSync } from 'node:fs';
import { identityOf } from './mutants.mjs';

class OnlySampled {
  #sampled = new Set();

  async init() {
    this.#sampled = new Set(JSON.parse(readFileSync(process.env.POLAR_SAMPLE, 'utf8')));
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        this.#sampled.has(identityOf(mutant, process.env.POLAR_ROOT))
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'Not in the sample' },
      ]),
    );
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'only-sampled', injectableClass: OnlySampled }];
