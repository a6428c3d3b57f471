import { checks } from '@polar-tools/policy';

const documented: ReadonlySet<string> = new Set(checks.map(({ code }) => code));

/**
 * The page that explains a check.
 * @param folder the URI of the folder with the pages; undefined where there are none
 */
export function checkPage(folder: string | undefined, code: string): string | undefined {
  if (folder === undefined || !documented.has(code)) return undefined;
  return `${folder.replace(/\/$/, '')}/${code}.md`;
}
