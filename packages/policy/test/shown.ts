import type { Diagnostic, Fix, Policy } from '../src/index.ts';

/** A place as a person would point at it: the file, where there are several, the line, and the text. */
export function placeOf(policy: Policy, uri: string, start: number, end: number): string {
  const { text } = policy.files.get(uri)!;
  const line = text.slice(0, start).split('\n').length;
  const column = start - text.lastIndexOf('\n', start - 1);
  return `${policy.files.size > 1 ? `${uri}:` : ''}${line}:${column} ${JSON.stringify(short(text.slice(start, end)))}`;
}

/** The first and the last of a long text. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 30)}…${text.slice(-25)}` : text);

/** A finding in full, a line for each thing that is said or offered. */
export function shown(policy: Policy, finding: Diagnostic): string {
  const { uri, start, end, code, severity, message, related = [], fixes = [], unnecessary } = finding;
  return [
    `  ${placeOf(policy, uri, start, end)} ${severity} ${code}${unnecessary === true ? ' (faded)' : ''}: ${message.replaceAll('\n', '\n    | ')}`,
    ...related.map((one) => `    see ${placeOf(policy, one.uri, one.start, one.end)}: ${one.message}`),
    ...fixes.map((fix) => `    ${fix.preferred === true ? '★' : '-'} ${fix.title}: ${doing(policy, fix)}`),
  ].join('\n');
}

function doing(policy: Policy, fix: Fix): string {
  if (fix.kind === 'configuration')
    return `${fix.path.join('.')} ${fix.added === true ? '+=' : '='} ${JSON.stringify(fix.value)}`;
  return fix.edits
    .map(({ uri, start, end, newText }) => {
      const { text } = policy.files.get(uri)!;
      const [before, after] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 8)];
      return JSON.stringify(`${before}«${newText}»${after}`);
    })
    .join(' and ');
}

/** A text in which a message of many lines stands in full where it comes first. */
export function onceInFull(text: string): string {
  const seen = new Set<string>();
  return text.replaceAll(/(?: {4}\| .*\n)+/g, (lines) => {
    if (seen.has(lines)) return '    | … as above\n';
    seen.add(lines);
    return lines;
  });
}
