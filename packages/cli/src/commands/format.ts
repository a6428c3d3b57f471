import type { Configuration } from '@polar-tools/policy';
import {
  ConfigurationFinder,
  decodeText,
  faultMessage,
  hostOf,
  isNoUtf8,
  noUtf8Message,
  type PathStyle,
  pathOfUri,
  policiesNamed,
  within,
} from '@polar-tools/project';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { orFail } from '../failure-of-problem.ts';
import { type Formatted, formatMarkdown, formatPolicy } from '../format/formatted.ts';
import { unwritableMessage } from '../format/save-text.ts';
import { styleOf } from '../format/style-of.ts';
import { searching } from '../report/searching.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

export interface FormatOptions {
  /** Changes nothing; status 1 where something would be. */
  readonly check?: boolean;
  /** Shows what would change, and changes nothing. */
  readonly diff?: boolean;
  /** Takes the text from the standard input, and writes it to the standard output. */
  readonly stdin?: boolean;
}

/** `polar format`: lays out policies, and the Polar in Markdown. */
export async function format(
  paths: readonly string[],
  options: FormatOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const report = new Report(options, surroundings);
  if (options.stdin === true) {
    if (paths.length > 1) throw new Failure('wrong-use', 'With --stdin at most one path says what the text is.');
    await formatInput(paths[0], report, surroundings);
    return report.status;
  }
  const names = namesOf(surroundings);
  const named = await searching(surroundings, surroundings.files, (files) =>
    policiesNamed(paths.length === 0 ? ['.'] : paths, false, names, files),
  );
  for (const { files, reported, configuration } of orFail(named, names)) {
    for (const uri of reported) {
      const shown = files.get(uri) ?? uri;
      const read = await surroundings.files.read(uri);
      if ('fault' in read) throw new Failure('unreadable-file', faultMessage(read.fault, shown));
      await report.file(
        uri,
        shown,
        read.text,
        await formattedText(uri, read.text, configuration?.configuration, surroundings.pathStyle),
      );
    }
  }
  report.summary();
  return report.status;
}

async function formatInput(path: string | undefined, report: Report, surroundings: Surroundings): Promise<void> {
  const { input, files, pathStyle } = surroundings;
  const names = namesOf(surroundings);
  const uri = path === undefined ? within(names.uriOf('.'), 'stdin.polar') : names.uriOf(path);
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const read = decodeText(bytes);
  if ('fault' in read)
    throw new Failure(
      'unreadable-file',
      isNoUtf8(read.fault) ? noUtf8Message(read.fault, 'The standard input') : faultMessage(read.fault, 'stdin'),
    );
  const { text } = read;
  const configuration = await new ConfigurationFinder(files).above(uri);
  // What reads the output finds the byte order mark that it has sent.
  report.mark = bytes.subarray(0, 3).equals(MARK) ? '\uFEFF' : '';
  await report.input(path ?? 'stdin', text, await formattedText(uri, text, configuration?.configuration, pathStyle));
}

async function formattedText(
  uri: string,
  text: string,
  configuration: Configuration | undefined,
  paths: PathStyle,
): Promise<Formatted> {
  const style = await styleOf(pathOfUri(uri, paths), configuration);
  const host = hostOf(uri);
  return host === 'markdown' || host === 'mdx' ? formatMarkdown(text, style, host) : formatPolicy(text, style);
}

const MARK = Buffer.from('\uFEFF');

/** What is told and written of each file. */
class Report {
  readonly #options: FormatOptions;
  readonly #surroundings: Surroundings;
  #changed = 0;
  /** What stands before the text of the standard input. */
  mark = '';
  #seen = 0;

  constructor(options: FormatOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  get status(): ExitStatus {
    return this.#options.check === true && this.#changed > 0 ? 1 : 0;
  }

  async file(uri: string, shown: string, text: string, formatted: Formatted): Promise<void> {
    const { output, pathStyle, save } = this.#surroundings;
    this.#seen++;
    this.#broken(shown, formatted.broken);
    if (formatted.text === text) return;
    this.#changed++;
    if (this.#options.diff === true) return this.#diff(shown, text, formatted.text);
    if (this.#options.check !== true) {
      const fault = await save(pathOfUri(uri, pathStyle), formatted.text);
      if (fault !== undefined) throw new Failure('unwritable-file', unwritableMessage(fault, shown));
    }
    output.write(`${shown}\n`);
  }

  async input(shown: string, text: string, formatted: Formatted): Promise<void> {
    this.#broken(shown, formatted.broken);
    if (formatted.text !== text) this.#changed++;
    if (this.#options.diff === true) return this.#diff(shown, text, formatted.text);
    if (this.#options.check !== true) this.#surroundings.output.write(this.mark + formatted.text);
  }

  summary(): void {
    if (this.#options.diff === true) return;
    const { output } = this.#surroundings;
    const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
    if (this.#options.check !== true) {
      output.write(`${files(this.#changed)} formatted, ${this.#seen - this.#changed} left as they were.\n`);
    } else if (this.#changed === 0) output.write(`${files(this.#seen)} checked, all formatted.\n`);
    else output.write(`${files(this.#changed)} of ${this.#seen} not formatted: run polar format without --check.\n`);
  }

  #broken(shown: string, count: number): void {
    if (count === 0) return;
    const statements = count === 1 ? '1 statement does not read and stays' : `${count} statements do not read and stay`;
    this.#surroundings.errors.write(`${shown}: ${statements} as written; polar check shows why.\n`);
  }

  async #diff(shown: string, before: string, after: string): Promise<void> {
    if (before === after) return;
    const { createTwoFilesPatch } = await import('diff');
    this.#surroundings.output.write(createTwoFilesPatch(shown, shown, before, after, 'as it is', 'formatted'));
  }
}
