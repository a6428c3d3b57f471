/** Where a project of TypeScript finds modules that are named by no path: `baseUrl` and `paths` of its `tsconfig.json`. */
export interface PathMapping {
  /** The URI of the folder that it counts in. */
  readonly folder: string;
  /** The URI of the folder that names without a pattern are looked for in. */
  readonly base: string | undefined;
  /** Patterns with at most one `*`, and the URIs that stand for them, with a `*` where the pattern has it. */
  readonly patterns: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** Whether a file of this name may say so. */
export const isPathMappingFile = (name: string): boolean => /^[tj]sconfig(?:\.[\w-]+)?\.json$/.test(name);

/**
 * Where a module may lie by the mappings around a file, the nearest one's first, and of its patterns the one with the longest beginning: URIs that may lack
 * an ending.
 */
export function mappedModules(mappings: readonly PathMapping[], module: string, from: string): readonly string[] {
  const around = mappings.filter(({ folder }) => from.startsWith(`${folder}/`));
  return around
    .toSorted((one, other) => other.folder.length - one.folder.length)
    .flatMap(({ base, patterns }) => {
      const fitting = patterns
        .flatMap(({ pattern, targets }) => {
          const star = pattern.indexOf('*');
          const rest = star < 0 ? (pattern === module ? '' : undefined) : between(module, pattern, star);
          return rest === undefined ? [] : [{ length: star < 0 ? Number.POSITIVE_INFINITY : star, targets, rest }];
        })
        .toSorted((one, other) => other.length - one.length)[0];
      const mapped = fitting?.targets.map((target) => target.replace('*', () => encodedPath(fitting.rest))) ?? [];
      return [...mapped, ...(base === undefined ? [] : [`${base}/${encodedPath(module)}`])];
    });
}

/** What stands for the `*`; undefined where the pattern does not fit. */
function between(module: string, pattern: string, star: number): string | undefined {
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = module.length >= before.length + after.length && module.startsWith(before) && module.endsWith(after);
  return fits ? module.slice(before.length, module.length - after.length) : undefined;
}

const encodedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
