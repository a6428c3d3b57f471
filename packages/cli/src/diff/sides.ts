import type { Configuration } from '@polar-tools/policy';
import { Failure } from '../failure.ts';
import { revisionFiles } from '../git/revision-files.ts';
import { type LoadedPolicy, loadPolicy, withDataFile } from '../load-policy.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** One of the two policies that are compared. */
export interface Side {
  /** As a person named it. */
  readonly name: string;
  readonly policy: LoadedPolicy;
}

/** What the command line says of both. */
export interface SideOptions {
  readonly policy: readonly string[];
  readonly facts: readonly string[];
  readonly data?: string | undefined;
}

/** What every side is loaded with. */
interface Around {
  readonly paths: readonly string[];
  readonly facts: readonly string[];
  readonly change: Configuration;
  readonly surroundings: Surroundings;
}

/**
 * The two policies that words name: two paths; two revisions, or a range of them (`HEAD~1..`, `main..work`), of the policy that `--policy` names;
 * one revision, which is compared with what is there now.
 *
 * @throws Failure for what is neither, and for a policy that does not load
 */
export async function sidesOf(
  words: readonly string[],
  { policy: paths, facts, data }: SideOptions,
  surroundings: Surroundings,
): Promise<readonly [Side, Side]> {
  // The data file is that of now, whatever revision the policy is of.
  const around: Around = { paths, facts, change: await withDataFile(data, surroundings), surroundings };
  const [first = '', second] = words;
  if (second !== undefined && /\.\./.test(first) && !(await isThere(first, surroundings)))
    throw new Failure(
      'wrong-use',
      `${first} names two revisions already. The policy goes to --policy: polar diff ${first} --policy ${second}`,
    );
  const now = async (): Promise<Side> => ({
    name: 'the files',
    policy: await loadPolicy(here(paths), surroundings, facts, around.change),
  });
  if (second === undefined) {
    const range = /^(.*?)\.\.\.?(.*)$/s.exec(first);
    if (range === null) {
      if (await isThere(first, surroundings))
        throw new Failure('wrong-use', 'Name two policies, or a revision such as HEAD~1 or main.. to compare with.');
      return [await at(first, around), await now()];
    }
    const [, old = '', changed = ''] = range;
    return [await at(old === '' ? 'HEAD' : old, around), changed === '' ? await now() : await at(changed, around)];
  }
  const side = async (word: string): Promise<Side> =>
    (await isThere(word, surroundings))
      ? { name: word, policy: await loadPolicy([word], surroundings, facts, around.change) }
      : at(word, around);
  return [await side(first), await side(second)];
}

const here = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['.'] : paths);

async function at(revision: string, { paths, facts, change, surroundings }: Around): Promise<Side> {
  const { files, commit } = await revisionFiles(revision, surroundings);
  try {
    return {
      name: `${revision} (${commit})`,
      policy: await loadPolicy(here(paths), { ...surroundings, files }, facts, change),
    };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    throw new Failure(thrown.code, `At ${revision}: ${thrown.message}`, thrown.place, thrown.others);
  }
}

async function isThere(word: string, surroundings: Surroundings): Promise<boolean> {
  const uri = namesOf(surroundings).uriOf(word);
  const read = await surroundings.files.read(uri);
  if ('text' in read || read.fault.kind !== 'missing') return true;
  return (await surroundings.files.list(uri)) !== undefined || word.includes('*');
}
