import {
  type BlameReply,
  type BlameStep,
  nextStep,
  type Replies,
  readReply,
  type Suspect,
} from '@polar-tools/evaluator';
import { type Console, END, INTERRUPTED } from '../repl/terminal.ts';

export interface Interview {
  readonly suspect: Suspect;
  /** What is known before anybody is asked. */
  readonly known: Replies;
  readonly console: Console;
  /** Shows a question, and all of what is known of it where `whole`. */
  show(step: BlameStep, asked: number, whole: boolean): void;
  say(line: string): void;
}

/** What came of it: the last step, and what was replied in order. */
export interface Interviewed {
  readonly step: BlameStep;
  readonly replies: readonly (readonly [string, BlameReply])[];
  readonly ended: 'verdict' | 'input' | 'interrupt';
}

const PROMPT = '> ';

/** Asks until the fault is found, the input ends, or somebody has enough. `undo` takes the last reply back, `?` tells more. */
export async function interview({ suspect, known, console, show, say }: Interview): Promise<Interviewed> {
  const replies: (readonly [string, BlameReply])[] = [];
  for (;;) {
    const step = nextStep(suspect, new Map([...known, ...replies]));
    if (step.kind === 'verdict') return { step, replies, ended: 'verdict' };
    show(step, replies.length, false);
    for (;;) {
      const line = await console.readLine(PROMPT);
      if (line === END) return { step, replies, ended: 'input' };
      if (line === INTERRUPTED || line === 'quit' || line === 'q') return { step, replies, ended: 'interrupt' };
      const word = line.trim();
      if (word === '') continue;
      if (word === '?') {
        show(step, replies.length, true);
        continue;
      }
      if (word === 'undo') {
        if (replies.pop() === undefined) say('Nothing was replied yet.');
        break;
      }
      const reply = readReply(word, step.question);
      if (reply === undefined) {
        say('That is no reply to this. ? tells what is.');
        continue;
      }
      replies.push([step.question.id, reply]);
      break;
    }
  }
}
