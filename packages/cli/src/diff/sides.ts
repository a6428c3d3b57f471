import { Failure } from '../failure.ts';
import { revisionFiles } from '../git/revision-files.ts';
import { type LoadedPolicy, loadPolicy } from '../load-policy.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** One of the two policies that are compared. */
export interface Side {
  /** As a person named it. */
  readonly name: string;
  readonly policy: LoadedPolicy;
}

/**
 * The two policies that words name: two paths; two revisions, or a range of them (`HEAD~1..`, `main..work`), of the policy that `--policy` names;
 * one revision, which is compared with what is there now.
 *
 * @throws Failure for what is neither, and for a policy that does not load
 */
export async function sidesOf(
  words: readonly string[],
  paths: readonly string[],
  facts: readonly string[],
  surroundings: Surroundings,
): Promise<readonly [Side, Side]> {
  const [first = '', second] = words;
  if (second !== undefined && /\.\./.test(first) && !(await isThere(first, surroundings)))
    throw new Failure(
      'wrong-use',
      `${first} names two revisions already. The policy goes to --policy: polar diff ${first} --policy ${second}`,
    );
  const now = async (): Promise<Side> => ({
    name: 'the files',
    policy: await loadPolicy(here(paths), surroundings, facts),
  });
  if (second === undefined) {
    const range = /^(.*?)\.\.\.?(.*)$/s.exec(first);
    if (range === null) {
      if (await isThere(first, surroundings))
        throw new Failure('wrong-use', 'Name two policies, or a revision such as HEAD~1 or main.. to compare with.');
      return [await at(first, paths, facts, surroundings), await now()];
    }
    const [, old = '', changed = ''] = range;
    return [
      await at(old === '' ? 'HEAD' : old, paths, facts, surroundings),
      changed === '' ? await now() : await at(changed, paths, facts, surroundings),
    ];
  }
  const side = async (word: string): Promise<Side> =>
    (await isThere(word, surroundings))
      ? { name: word, policy: await loadPolicy([word], surroundings, facts) }
      : at(word, paths, facts, surroundings);
  return [await side(first), await side(second)];
}

const here = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['.'] : paths);

async function at(
  revision: string,
  paths: readonly string[],
  facts: readonly string[],
  surroundings: Surroundings,
): Promise<Side> {
  const { files, commit } = await revisionFiles(revision, surroundings);
  try {
    return {
      name: `${revision} (${commit})`,
      policy: await loadPolicy(here(paths), { ...surroundings, files }, facts),
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
