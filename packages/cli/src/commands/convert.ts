import { type Conversion, convert as converted, type Decision, type Dialect, supplyText } from '@polar-tools/policy';
import { pathOfUri } from '@polar-tools/project';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { unwritableMessage } from '../format/save-text.ts';
import { loadPolicy } from '../load-policy.ts';
import { paintFor } from '../report/colour.ts';
import { marked, place } from '../report/text.ts';
import type { Surroundings } from '../surroundings.ts';

export interface ConvertOptions {
  readonly to?: Dialect;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly format: 'text' | 'json';
}

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };

/** `polar convert`: says a policy in the other dialect. Writes files only with `--write`. */
export async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (options.diff === true && options.format === 'json')
    throw new Failure('wrong-use', 'With --format json the whole texts are printed. Leave out --diff.');
  const { policy, sources } = await loadPolicy(paths.length === 0 ? ['.'] : paths, surroundings);
  const to = options.to ?? (policy.dialect === 'cloud' ? 'library' : 'cloud');
  if (to === policy.dialect)
    throw new Failure(
      'wrong-use',
      `The policy reads as one for ${titles[to]} already. Name the other dialect after --to.`,
    );
  const conversion = converted(policy, to);
  const files = conversion.texts.map(({ uri, text }) => {
    const before = policy.files.get(uri)!.text;
    const file = sources.get(uri)?.shown ?? uri;
    return { uri, file, before, text, document: TextDocument.create(uri, 'polar', 0, before) };
  });
  const report: Report = { conversion, files, options, surroundings };
  if (options.write === true) await write(report);
  if (options.format === 'json') surroundings.output.write(`${JSON.stringify(asJson(report), undefined, 2)}\n`);
  else if (options.diff === true) await showDiff(report);
  else surroundings.output.write(asText(report));
  return conversion.decisions.length > 0 ? 1 : 0;
}

interface Report {
  readonly conversion: Conversion;
  readonly files: readonly {
    readonly uri: string;
    readonly file: string;
    readonly before: string;
    readonly text: string;
    readonly document: TextDocument;
  }[];
  readonly options: ConvertOptions;
  readonly surroundings: Surroundings;
}

async function write({ files, surroundings }: Report): Promise<void> {
  for (const { uri, file, before, text } of files) {
    if (before === text) continue;
    const fault = await surroundings.save(pathOfUri(uri, surroundings.pathStyle), text);
    if (fault !== undefined) throw new Failure('unwritable-file', unwritableMessage(fault, file));
  }
}

async function showDiff({ files, conversion, surroundings }: Report): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  for (const { file, before, text } of files)
    if (before !== text)
      surroundings.output.write(createTwoFilesPatch(file, file, before, text, 'as it is', conversion.to));
}

function asJson({ conversion: { to, decisions, supplies }, files }: Report): object {
  const byUri = new Map(files.map((each) => [each.uri, each]));
  const range = ({ uri, start, end }: Decision) => {
    const { file, document } = byUri.get(uri)!;
    return { file, range: { start: document.positionAt(start), end: document.positionAt(end) } };
  };
  return {
    to,
    files: files.map(({ file, text }) => ({ file, text })),
    decisions: decisions.map((decision) => {
      const { what, why, kept } = decision;
      return { ...range(decision), what, why, kept };
    }),
    supplies: supplies.map((supply) => ({ ...supply, text: supplyText(supply) })),
  };
}

function asText({ conversion: { to, decisions, supplies }, files, options, surroundings }: Report): string {
  const { output, environment } = surroundings;
  const paint = paintFor(output, environment);
  const byUri = new Map(files.map((each) => [each.uri, each]));
  const lines: string[] = [];
  for (const { uri, start, end, what, why, kept } of decisions) {
    const { file, document } = byUri.get(uri)!;
    const outcome = kept ? paint('yellow', 'kept:') : paint('red', 'left out:');
    lines.push(
      `${paint('bold', place(file, document, start))} ${outcome} ${what}. ${why}`,
      marked(document, start, end, (text) => paint(kept ? 'yellow' : 'red', text), paint, output.columns ?? 100),
      '',
    );
  }
  if (supplies.length > 0) {
    lines.push(paint('bold', to === 'cloud' ? 'To be told as facts:' : 'To be given to objects:'));
    lines.push(...supplies.map((supply) => `  ${supplyText(supply)}`), '');
  }
  const changed = files.filter(({ before, text }) => before !== text).length;
  const done = options.write === true ? 'changed' : 'would change (--diff shows how, --write does it)';
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
  const left = decisions.filter(({ kept }) => !kept).length;
  const toDecide =
    decisions.length === 0
      ? 'nothing to decide'
      : `${count(decisions.length, 'decision')}, ${left} of them left out as comments`;
  lines.push(`For ${titles[to]}: ${count(changed, 'file')} ${done}; ${toDecide}.`);
  if (options.write === true) lines.push(`If a polar.config.json sets "dialect", set it to "${to}".`);
  return `${lines.join('\n')}\n`;
}
