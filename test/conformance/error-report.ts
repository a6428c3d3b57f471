import type { RuntimeError, TraceEntry } from '@polar-tools/evaluator';

/** An error in the parts that a person reads. */
export interface ErrorReport {
  /** What is wrong. */
  readonly words: string;
  /** `line:column`, from one and in characters; undefined where none is said. */
  readonly position: string | undefined;
  /** The goals in progress, a line each, the most recent last; undefined where none are shown. */
  readonly trace: readonly string[] | undefined;
}

const TRACE = 'trace (most recent evaluation last):\n';

/** Takes the reference's message apart. */
export function reportOfReference(message: string): ErrorReport {
  let rest = message;
  let trace: string[] | undefined;
  if (rest.startsWith(TRACE)) {
    const end = rest.search(/\n\n(?:Type|Application) error: /);
    trace = rest
      .slice(TRACE.length, end)
      .split(/\n(?= {2}\d{3,}: )/)
      .map((entry) => entry.replace(/^ {2}\d+: /, ''));
    rest = rest.slice(end + 2);
  }
  const place = /\s*at line (\d+), column (\d+):\n\t.*$/s.exec(rest);
  return {
    words: (place === null ? rest : rest.slice(0, place.index)).trimEnd(),
    position: place === null ? undefined : `${place[1]}:${place[2]}`,
    trace,
  };
}

/** The same of an error of ours; `textOf` gives the text of a file, or of the query. */
export function reportOfOurs(error: RuntimeError, textOf: (uri: string | undefined) => string): ErrorReport {
  const positionOf = (uri: string | undefined, start: number): [line: number, column: number] => {
    const before = textOf(uri).slice(0, start);
    const line = before.lastIndexOf('\n') + 1;
    return [before.split('\n').length, [...before.slice(line)].length + 1];
  };
  const entryText = ({ text, node, uri, start, rule }: TraceEntry): string => {
    if (node === undefined) return text;
    const [line, column] = positionOf(uri, start);
    return `${text}\n    in ${rule === undefined ? 'query' : `rule ${rule}`} at line ${line}, column ${column}`;
  };
  const isTraced = error.code === 'type-error' || error.code === 'application';
  return {
    words: error.message.trimEnd(),
    position: error.start === undefined ? undefined : positionOf(error.uri, error.start).join(':'),
    trace: isTraced ? error.trace.map(entryText) : undefined,
  };
}
