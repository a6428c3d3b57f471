import { execFile } from 'node:child_process';

/** What git said; undefined where it is not there. */
export type GitOutput = { readonly status: number; readonly output: string } | undefined;

/** Bytes of one answer. */
const MOST = 64 * 1024 * 1024;

/** Runs git in a folder, without a shell. It asks nobody anything. */
export function runGit(words: readonly string[], folder: string): Promise<GitOutput> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...words],
      {
        cwd: folder,
        maxBuffer: MOST,
        encoding: 'utf8',
        windowsHide: true,
        // On Windows a git.exe in the folder is not the one that is meant.
        env: {
          ...process.env,
          GIT_TERMINAL_PROMPT: '0',
          GIT_OPTIONAL_LOCKS: '0',
          NoDefaultCurrentDirectoryInExePath: '1',
        },
      },
      (error, output) => {
        if (error === null) resolve({ status: 0, output });
        else resolve(typeof error.code === 'number' ? { status: error.code, output } : undefined);
      },
    );
  });
}
