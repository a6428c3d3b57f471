import type { PolicyFile, StatementSource } from '@polar-tools/language';

/** Where the statement with the cursor begins; after a finished one its end, and after one that is half-typed its beginning. */
export function statementStart({ statements, text }: PolicyFile, offset: number): number {
  let before: StatementSource | undefined;
  for (const statement of statements) {
    if (statement.base > offset) break;
    before = statement;
  }
  if (before === undefined) return 0;
  const end = before.base + before.length;
  return end <= offset && isFinished(before, text.slice(0, end)) ? end : before.base;
}

function isFinished({ tree, errors }: StatementSource, upToEnd: string): boolean {
  if (errors.length === 0) return true;
  const holdsOthers = tree === undefined || ['Block', 'Test', 'Fixture'].includes(tree.$type);
  return !holdsOthers && upToEnd.endsWith(';');
}
