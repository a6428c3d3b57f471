import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { QUICKSTART } from '../asked.ts';
import { ROOT } from '../test-client.ts';
import type { Random } from './random.ts';

const examples = resolve(import.meta.dirname, '../../../examples');
const corpus = resolve(process.env.POLAR_CORPUS ?? join(import.meta.dirname, '../../../../shared/corpus'));

const read = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.polar'))
        .sort()
        .map((file) => readFileSync(join(folder, file), 'utf8'))
    : [];

/** Policies that people wrote, by dialect: the examples, and the corpus where there is one. */
const byDialect = {
  library: [QUICKSTART, ...read(join(examples, 'gitclub')), ...read(join(corpus, 'library'))],
  cloud: [...read(join(examples, 'cloud')), ...read(join(corpus, 'cloud'))],
};

const SHORT = 8000;

/** The files of a small workspace: one to four policies of one dialect, sometimes with a configuration. */
export function randomWorkspace(random: Random): Map<string, string> {
  const dialect = random.pick(['library', 'library', 'cloud'] as const);
  const sources = byDialect[dialect].filter(({ length }) => length < SHORT);
  const folder = random.pick(['', 'policies/', 'ü b/']);
  const disk = new Map<string, string>();
  for (let count = 1 + random.below(4); count > 0; count--) {
    const text = random.pick(sources);
    disk.set(`${ROOT}/${encodeURI(folder)}file${count}.polar`, random.once(4) ? text.replace(/\r?\n/g, '\r\n') : text);
  }
  if (random.once(2)) disk.set(`${ROOT}/polar.config.json`, random.pick(CONFIGURATIONS));
  return disk;
}

/** What a `polar.config.json` may hold, also while it is being written. */
export const CONFIGURATIONS = [
  '{}',
  '{"dialect": "cloud"}\n',
  '{\n  "dialect": "library",\n  "checks": { "singleton-variable": "off" }\n}\n',
  '{"classes": {"User": {"fields": ["name", "roles"]}, "Organization": {"extends": "Resource"}}, "constants": ["nil"]}',
  '{"include": ["**/*.polar"], "exclude": ["**/file2.polar"]}',
  '{"checks": {"unused-rule": "error", "undefined-rule-call": "hint"}',
  '[]',
  '',
];
