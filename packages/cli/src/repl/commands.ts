import type { Reloaded, ReplSession } from './session.ts';

/** A line that starts with a colon. */
export interface ReplCommand {
  readonly name: string;
  readonly parameters: string;
  readonly about: string;
  /** Gives the text to show; `'quit'` ends the conversation. Throws Failure. */
  run(session: ReplSession, words: readonly string[]): Promise<string | typeof QUIT>;
}

export const QUIT = Symbol('quit');

const loaded = ({ files, rules, notes }: Reloaded) =>
  [`${files} ${files === 1 ? 'file' : 'files'} loaded, ${rules} ${rules === 1 ? 'rule' : 'rules'}.`, ...notes].join(
    '\n',
  );

const onOrOff = (on: boolean) => (on ? 'on' : 'off');

/** `:trace`, `:trace on`, `:trace off`. */
const wanted = (now: boolean, [word]: readonly string[]) => (word === undefined ? !now : word === 'on');

export const replCommands: readonly ReplCommand[] = [
  {
    name: ':load',
    parameters: 'FILE...',
    about: 'add policy files; a .json, .jsonl or .csv file is the data, or has facts',
    run: async (session, words) =>
      words.length === 0 ? 'Name a file: :load main.polar data.json' : loaded(await session.load(words)),
  },
  {
    name: ':reload',
    parameters: '',
    about: 'read all files again',
    run: async (session) => loaded(await session.reload()),
  },
  {
    name: ':trace',
    parameters: '[on|off]',
    about: 'show every call, exit, redo and fail of a query',
    run: async (session, words) => {
      session.trace = wanted(session.trace, words);
      return `Tracing is ${onOrOff(session.trace)}.`;
    },
  },
  {
    name: ':time',
    parameters: '[on|off]',
    about: 'show how long each query takes',
    run: async (session, words) => {
      session.time = wanted(session.time, words);
      return `Timing is ${onOrOff(session.time)}.`;
    },
  },
  {
    name: ':help',
    parameters: '',
    about: 'show this help',
    run: async () => help(),
  },
  { name: ':quit', parameters: '', about: 'leave (Ctrl-D does too)', run: async () => QUIT },
];

function help(): string {
  const rows = replCommands.map(({ name, parameters, about }) => `  ${`${name} ${parameters}`.padEnd(20)}${about}`);
  return [
    'Type a query: allow(user, "read", resource). It may go on over several lines; an empty line ends it.',
    'After an answer, ; shows the next one and Enter stops. Tab completes names. Ctrl-C interrupts.',
    '',
    ...rows,
  ].join('\n');
}
