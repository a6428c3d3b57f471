/** A predicate as a person names it: `allow` (any arity), `has_role/3`. */
export interface PredicateName {
  readonly name: string;
  /** Undefined: every arity. */
  readonly arity: number | undefined;
}

const FORM = /^\s*([^\s/(),"']+)\s*(?:\/\s*(\d{1,4}))?\s*$/;

/** Reads a predicate's name; undefined where it is none. */
export function parsePredicateName(text: string): PredicateName | undefined {
  const [, name, arity] = FORM.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { name, arity: arity === undefined ? undefined : Number(arity) };
}

/** Reads a list of names, `allow, has_role/3`; the names that are none come back as text. */
export function parsePredicateNames(text: string): { names: readonly PredicateName[]; wrong: readonly string[] } {
  const names: PredicateName[] = [];
  const wrong: string[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const name = parsePredicateName(part);
    if (name === undefined) wrong.push(part.trim());
    else names.push(name);
  }
  return { names, wrong };
}

export function isNamed(names: readonly PredicateName[], name: string, arity: number): boolean {
  return names.some((one) => one.name === name && (one.arity === undefined || one.arity === arity));
}
