export interface Command {
  readonly file: string;
  readonly parameters: string[];
  readonly verbatim: boolean;
}
export function withFolderOnPath(environment: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv;
export function searchPath(environment?: NodeJS.ProcessEnv): string[];
export function findOnPath(names: string[], environment?: NodeJS.ProcessEnv): string | undefined;
export function commandFor(program: string, parameters: string[], environment?: NodeJS.ProcessEnv): Command;
export function runProgram(
  program: string,
  parameters: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; show?: boolean },
): Promise<{ status: number; output: string }>;
export function npmCommand(environment?: NodeJS.ProcessEnv): { program: string; parameters: string[] };
