import { configurationFileName } from '@polar-tools/policy';
import { faultMessage, pathOfUri, type Template, templates } from '@polar-tools/project';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { quoted } from '../quoting.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** `polar init`: begins a policy from a template, or lists the templates. */
export async function init(name: string | undefined, folder: string, surroundings: Surroundings): Promise<ExitStatus> {
  const { output, pathStyle } = surroundings;
  if (name === undefined) {
    output.write(`Begin a policy with one of these:\n\n${list()}\n\nFor example: polar init ${templates[0]!.name}\n`);
    return 0;
  }
  const template = templates.find((one) => one.name === name);
  if (template === undefined) throw new Failure('wrong-use', `There is no template "${name}". There are:\n${list()}`);
  const base = folder.replace(/[\\/]+$/, '');
  const files = filesOf(template).map(([file, text]) => [base === '.' ? file : `${base}/${file}`, text] as const);
  for (const [path] of files) await refuseExisting(path, surroundings);
  await refuseOthers(folder, surroundings);
  for (const [path, text] of files) {
    const fault = await surroundings.write(pathOfUri(namesOf(surroundings).uriOf(path), pathStyle), text);
    if (fault !== undefined) throw new Failure('unwritable-file', faultMessage(fault, path));
  }
  const where = base === '.' ? '' : ` ${/^[\w./-]+$/.test(base) ? base : quoted(base, pathStyle)}`;
  output.write(`${files.map(([path]) => `Written: ${path}`).join('\n')}\n\nRun its tests: polar test${where}\n`);
  return 0;
}

const filesOf = ({ text }: Template): readonly (readonly [string, string])[] => [
  ['main.polar', text],
  [configurationFileName, '{\n  "dialect": "cloud"\n}\n'],
];

async function refuseExisting(path: string, surroundings: Surroundings): Promise<void> {
  const read = await surroundings.files.read(namesOf(surroundings).uriOf(path));
  if ('fault' in read && read.fault.kind === 'missing') return;
  throw new Failure(
    'wrong-use',
    `${path} is there already, and is left as it is. Choose another folder with --directory.`,
  );
}

/** The `.polar` files of one folder are one policy, which would not be the template any more. */
async function refuseOthers(folder: string, surroundings: Surroundings): Promise<void> {
  const entries = (await surroundings.files.list(namesOf(surroundings).uriOf(folder))) ?? [];
  const other = entries.map(({ name }) => name).filter((name) => name.endsWith('.polar'));
  if (other.length === 0) return;
  throw new Failure(
    'wrong-use',
    `${other.sort()[0]} is there already, and all .polar files of a folder are one policy. Choose another folder with --directory.`,
  );
}

function list(): string {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return templates.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`).join('\n');
}
