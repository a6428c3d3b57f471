import {
  type Compared,
  endedText,
  generatedText,
  groupNote,
  groupText,
  hasDifference,
  limitNote,
  noChange,
  overText,
  sameText,
  searchedLines,
} from '@polar-tools/evaluator';

/** The difference for a pull request: tables, nothing that Markdown would read. */
export function diffAsMarkdown(compared: Compared): string {
  const { old, changed, over, generated } = compared;
  const lines = [
    '### Changed permissions',
    '',
    hasDifference(compared)
      ? `From ${code(old)} to ${code(changed)}${limitNote(compared)}:`
      : `${noChange(code(old), code(changed), compared)}.`,
  ];
  for (const one of over) {
    if (one.changes.length > 0) {
      lines.push(
        '',
        `Over ${one.kind === 'test' ? '' : 'the file '}${code(overText(one))}:`,
        '',
        '| | who, what, on what | |',
        '|---|---|---|',
      );
      for (const group of one.changes)
        lines.push(`| ${word(group.change)} | ${code(groupText(group))} | ${escaped(groupNote(group) ?? '')} |`);
    }
    if (one.ended.length > 0) lines.push('', ...one.ended.map((ended) => `- ${escaped(endedText(ended))}`));
    if (one.error !== undefined)
      lines.push('', `Not compared to the end over ${code(overText(one))}: ${escaped(one.error)}`);
  }
  if (generated.differences.length > 0) {
    lines.push('', 'Over generated worlds:', '', '| | who, what, on what | shown by | with |', '|---|---|---|---|');
    for (const difference of generated.differences)
      lines.push(
        `| ${word(difference.change)} | ${code(generatedText(difference))} | ${code(difference.query)} | ${difference.told.map(code).join('<br>')} |`,
      );
  }
  const same = sameText(compared);
  if (same !== undefined) lines.push('', escaped(same));
  const [searched, ...leftOut] = searchedLines(generated) as readonly [string, ...string[]];
  lines.push(
    '',
    searched,
    ...(leftOut.length === 0 ? [] : ['', ...leftOut.map((line) => `- ${escaped(line.slice(2))}`)]),
  );
  return `${lines.join('\n')}\n`;
}

const word = (change: 'allowed' | 'denied'): string => (change === 'allowed' ? '➕ allowed now' : '➖ no longer');

/** A text as code in a cell of a table: as many backticks around it as it needs. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

const escaped = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#+|!~&]/g, (one) => `\\${one}`);
