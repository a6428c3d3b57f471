import { Suggestions } from '@polar-tools/policy';

/**
 * Says which variables of a query look like a misspelt object of the data: such a query is not wrong, since every unknown
 * name is a variable, but it is rarely what was meant.
 */
export function similarNames(variables: readonly string[], objects: readonly string[]): string[] {
  const known = new Suggestions(objects);
  return variables.flatMap((variable) => {
    const meant = objects.includes(variable) ? undefined : known.nearest(variable);
    // `repo` beside the objects `repo1` and `repo2` is a variable for either.
    if (meant === undefined || withoutDigits(meant) === withoutDigits(variable)) return [];
    return [
      `note: \`${variable}\` is a variable here: the data has no object of that name. Did you mean \`${meant}\`?`,
    ];
  });
}

const withoutDigits = (name: string) => name.replace(/\d+/g, '');
