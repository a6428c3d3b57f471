/** A reporter for Stryker that tells of each mutant that no test noticed as soon as that is known: the whole report comes at the end, which may be hours away. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const UNNOTICED = new Set(['Survived', 'NoCoverage']);

class AsFound {
  onMutantTested({ fileName, status, replacement, location: { start, end } }) {
    if (!UNNOTICED.has(status)) return;
    const line = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? '';
    const to = end.line === start.line ? end.column - 1 : line.length;
    const one = `${line.slice(0, start.column - 1)}⟦${line.slice(start.column - 1, to)}⟧${line.slice(to)}`;
    console.error(
      `Unnoticed so far: ${relative(process.env.POLAR_ROOT, fileName)}:${start.line}: ${one.trim()} → ${replacement.split('\n')[0]}`,
    );
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'as-found', injectableClass: AsFound }];
