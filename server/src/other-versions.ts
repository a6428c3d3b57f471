/**
 * Schemes of documents that stand for another state of a file, or for a piece of one: the sides of a diff, of Git and what shows it in VS Code and Neovim, of the
 * timeline and of proposed changes; and cells of notebooks.
 */
const SCHEMES: ReadonlySet<string> = new Set([
  'chat-editing-snapshot-text-model',
  'chat-editing-text-model',
  'diffview',
  'fugitive',
  'git',
  'gitlens',
  'gitsigns',
  'hg',
  'pr',
  'review',
  'scm-history-item',
  'svn',
  'vscode-local-history',
  'vscode-notebook-cell',
  'vscode-timeline',
]);

/**
 * Whether a document is another version of a file, or a piece of one. What it belongs to is not there: of what stands in it nothing is said to be missing,
 * wrong or unused, and it is none of the workspace's policies. Questions about a place in it are answered from itself.
 */
export const isOtherVersion = (uri: string): boolean => SCHEMES.has(uri.slice(0, uri.indexOf(':')).toLowerCase());
