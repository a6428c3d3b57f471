import { checks } from '@polar-tools/policy';

let documented: ReadonlySet<string> | undefined;

const isDocumented = (check: string): boolean => {
  documented ??= new Set(checks.map(({ code }) => code));
  return documented.has(check);
};

/**
 * The page that explains a check.
 * @param folder the URI of the folder with the pages; undefined where there are none
 */
export function checkPage(folder: string | undefined, code: string): string | undefined {
  if (folder === undefined || !isDocumented(code)) return undefined;
  return `${folder.replace(/\/$/, '')}/${code}.md`;
}

/**
 * A page of `docs/language`, with its part: `conditions.md#cut`.
 * @param checkPages the URI of the folder with the pages that explain checks, beside which that folder stands
 */
export function languagePage(checkPages: string | undefined, page: string): string | undefined {
  const folder = checkPages?.replace(/\/$/, '');
  return folder?.endsWith('/checks') === true ? `${folder.slice(0, -'checks'.length)}language/${page}` : undefined;
}
