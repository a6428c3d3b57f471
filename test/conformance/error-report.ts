import type { QueryError, RuntimeError, TraceEntry } from '@polar-tools/evaluator';

/** An error in the parts that a person reads. */
export interface ErrorReport {
  /** What is wrong. */
  readonly words: string;
  /** `line:column`, from one and in characters; undefined where none is said. */
  readonly position: string | undefined;
  /**
   * The goals in progress and where they are written, the most recent last; undefined where none are shown. Of a goal in a negation the
   * reference says that it is in the query, and of a value that is a condition, that it is in the rule in progress: that is left out.
   */
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
      .map((entry) =>
        entry
          .replace(/^ {2}\d+: /, '')
          .replace(/\n {4}in (?:query|rule \S+) at line (\d+), column (\d+)$/, ' at $1:$2')
          .trimEnd(),
      );
    rest = rest.slice(end + 2);
  }
  const place = /\s*at line (\d+), column (\d+):\n\t.*$/s.exec(rest);
  return {
    words: (place === null ? rest : rest.slice(0, place.index)).trimEnd(),
    position: place === null ? undefined : `${place[1]}:${place[2]}`,
    trace,
  };
}

const bytesBefore = (text: string, offset: number): number => new TextEncoder().encode(text.slice(0, offset)).length;

/** The reference counts bytes and takes them for characters: so does this, to be compared. */
function positionOf(text: string, start: number): string {
  const before = [...text].slice(0, bytesBefore(text, start));
  return `${before.filter((character) => character === '\n').length + 1}:${before.length - before.lastIndexOf('\n')}`;
}

/** The same of an error of ours; `textOf` gives the text of a file, or of the query. */
export function reportOfOurs(error: RuntimeError, textOf: (uri: string | undefined) => string): ErrorReport {
  const entryText = ({ text, node, uri, start, end }: TraceEntry): string => {
    if (node === undefined) return text;
    const file = textOf(uri);
    const shown = [...file].slice(bytesBefore(file, start), bytesBefore(file, end)).join('');
    return `${shown} at ${positionOf(file, start)}`;
  };
  const isTraced = error.code === 'type-error' || error.code === 'application';
  return {
    words: error.message.trimEnd(),
    position: error.start === undefined ? undefined : positionOf(textOf(error.uri), error.start),
    trace: isTraced ? error.trace.map(entryText) : undefined,
  };
}

/** What is wrong with a text. */
type Fault = Pick<QueryError, 'message' | 'start'>;

/** The same of a query or a policy that cannot be read. */
export const reportOfFault = ({ message, start }: Fault, text: string): ErrorReport => ({
  words: message,
  position: positionOf(text, start),
  trace: undefined,
});
