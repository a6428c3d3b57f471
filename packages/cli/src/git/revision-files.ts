import { type Files, memoryFiles, pathOfUri } from '@polar-tools/project';
import { Failure } from '../failure.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** The files of a commit, as if they lay where the work tree is. */
export interface Revision {
  /** Its hash, short. */
  readonly commit: string;
  readonly files: Files;
}

/** Whether a word names a commit here. */
export async function isRevision(word: string, { git, folder }: Surroundings): Promise<boolean> {
  return (await commitOf(word, git, folder)) !== undefined;
}

async function commitOf(word: string, git: Surroundings['git'], folder: string): Promise<string | undefined> {
  if (word === '' || word.startsWith('-')) return undefined;
  const found = await git(['rev-parse', '--verify', '--quiet', `${word}^{commit}`], folder);
  return found?.status === 0 ? found.output.trim() : undefined;
}

/**
 * The policies and configurations that a commit has. Other files are there as they are now.
 *
 * @throws Failure where there is no git, no repository or no such commit
 */
export async function revisionFiles(word: string, surroundings: Surroundings): Promise<Revision> {
  const { git, folder } = surroundings;
  const top = await git(['rev-parse', '--show-toplevel'], folder);
  if (top === undefined)
    throw new Failure(
      'no-git',
      'git cannot be started, and it knows what a revision is. Install it, or name two files or folders.',
    );
  const commit = await commitOf(word, git, folder);
  if (top.status !== 0 || commit === undefined)
    throw new Failure(
      'no-such-revision',
      `"${word}" is neither a file or folder nor a revision that git knows here. Check how it is spelled.`,
    );
  const names = namesOf(surroundings);
  const root = names.uriOf(top.output.trim());
  const listed = await git(['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit], folder);
  const paths = (listed?.output ?? '')
    .split('\0')
    .filter((path) => /(^|\/)(polar\.config\.json|[^/]*\.polar)$/.test(path));
  const byUri = new Map(paths.map((path) => [names.uriOf(`${pathOfUri(root, surroundings.pathStyle)}/${path}`), path]));
  const listing = memoryFiles(new Map([...byUri.keys()].map((uri) => [uri, ''])));
  return {
    commit: commit.slice(0, 9),
    files: {
      list: listing.list,
      read: async (uri) => {
        const path = byUri.get(uri);
        if (path === undefined) {
          const isPolicy = /\.polar$|\/polar\.config\.json$/.test(uri);
          return isPolicy ? { fault: { kind: 'missing' } } : surroundings.files.read(uri);
        }
        const shown = await git(['cat-file', 'blob', `${commit}:${path}`], folder);
        return shown?.status === 0 ? { text: shown.output } : { fault: { kind: 'unreadable' } };
      },
    },
  };
}
