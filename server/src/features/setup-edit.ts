import { rangeOf } from '@polar-tools/language';
import type { PolicyTest } from '@polar-tools/policy';

/** Text put at an absolute offset. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** What puts facts (each with its semicolon) at the end of a test's setup, or gives it one. */
export function addToSetup({ test }: PolicyTest, text: string, facts: readonly string[]): Insertion {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, rangeOf(test).start)))?.[0] ?? '';
  const lines = (deep: string): string => facts.map((fact) => `${deep}${fact}${lineEnd}`).join('');
  if (test.setup === undefined) {
    const offset = text.indexOf('{', rangeOf(test.title).end) + 1;
    return { offset, text: `${lineEnd}${indent}  setup {${lineEnd}${lines(`${indent}    `)}${indent}  }` };
  }
  const brace = rangeOf(test.setup).end - 1;
  const start = lineStart(text, brace);
  const before = text.slice(start, brace);
  // A setup on one line stays on one.
  if (before.trim() !== '') return { offset: brace, text: `${/\s$/.test(before) ? '' : ' '}${facts.join(' ')} ` };
  return { offset: start, text: lines(`${before}  `) };
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
