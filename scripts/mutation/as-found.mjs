/** A reporter for Stryker that tells of each mutant that no test noticed as soon as that is known: the whole report comes at the end, which may be hours away. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const UNNOTICED = new Set(['Survived', 'NoCoverage']);

class AsFound {
  onMutantTested({ fileName, status, replacement, location: { start, end } }) {
    if (!UNNOTICED.has(status)) return;
    const lines = readFileSync(fileName, 'utf8').split('\n');
    const first = lines[start.line] ?? '';
    const one =
      start.line === end.line
        ? `${first.slice(0, start.column)}⟦${first.slice(start.column, end.column)}⟧${first.slice(end.column)}`
        : `${first} …`;
    console.error(
      `Unnoticed so far: ${relative(process.env.POLAR_ROOT, fileName)}:${start.line + 1}: ${one.trim()} → ${replacement.split('\n')[0]}`,
    );
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'as-found', injectableClass: AsFound }];
