import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Lines of code of one file, and which of them ran. */
export interface FileCoverage {
  /** Its path within the evaluator. */
  readonly path: string;
  readonly lines: readonly number[];
  readonly ran: readonly number[];
}

const EVALUATOR = new URL('../../packages/evaluator/src/', import.meta.url).href;

/** The rooms of the evaluator that run a query. Some of the machine's code is for debuggers alone: their events. */
const ROOMS = ['run', 'compiled', 'exact', 'compiler', 'terms', 'host'];

/** Begins to note which code of this thread runs: to be called before the evaluator is loaded. Gives a way to read the notes. */
export async function startCoverage(): Promise<() => Promise<FileCoverage[]>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => url.startsWith(EVALUATOR))
      .map(({ url, functions }) => {
        const text = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
        const idle = new Uint8Array(text.length);
        // Functions come after those that they stand in, and so do the blocks of each.
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges)
            idle.fill(count === 0 ? 1 : 0, startOffset, endOffset);
        return { path: url.slice(EVALUATOR.length), ...linesOf(text, idle) };
      });
  };
}

function linesOf(text: string, idle: Uint8Array): Pick<FileCoverage, 'lines' | 'ran'> {
  const lines: number[] = [];
  const ran: number[] = [];
  let at = 0;
  let isComment = false;
  text.split('\n').forEach((line, number) => {
    const code = line.trimStart();
    const start = at + line.length - code.length;
    at += line.length + 1;
    isComment ||= code.startsWith('/*');
    const isCode = !isComment && /\w/.test(code) && !code.startsWith('//');
    if (code.includes('*/')) isComment = false;
    if (!isCode) return;
    lines.push(number);
    if (idle[start] === 0) ran.push(number);
  });
  return { lines, ran };
}

/** What ran of a room of the evaluator. */
export interface RoomCoverage {
  readonly room: string;
  readonly lines: number;
  readonly ran: number;
}

/** What ran, room by room. A file that was not even loaded counts for nothing, and there is none. */
export const byRoom = (files: readonly FileCoverage[]): RoomCoverage[] =>
  ROOMS.map((room) => {
    const within = files.filter(({ path }) => path.startsWith(`${room}/`));
    const sum = (of: (file: FileCoverage) => number): number => within.reduce((total, file) => total + of(file), 0);
    return { room, lines: sum(({ lines }) => lines.length), ran: sum(({ ran }) => ran.length) };
  });

export const showCoverage = (rooms: readonly RoomCoverage[]): string =>
  rooms
    .map(
      ({ room, lines, ran }) =>
        `  ${room.padEnd(10)}${String(ran).padStart(6)} of ${String(lines).padStart(5)} lines ran  ${((100 * ran) / lines).toFixed(1).padStart(5)} %`,
    )
    .join('\n');
