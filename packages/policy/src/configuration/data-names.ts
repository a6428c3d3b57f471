import { parse } from '@humanwhocodes/momoa';

/** The names that a data file gives, in the order of the file. */
export interface DataNames {
  /** What rules may name, too. */
  readonly constants: readonly string[];
  /** What queries alone may name. */
  readonly objects: readonly string[];
  readonly classes: readonly string[];
}

/**
 * The names that a data file gives; undefined where it gives none. What is wrong with the file is told by who reads its values; here, nothing is
 * known of it.
 */
export function namesOfData(text: string): DataNames | undefined {
  const found = { constants: new Set<string>(), objects: new Set<string>(), classes: new Set<string>() };
  try {
    const { body } = parse(text, { mode: 'json' });
    if (body.type !== 'Object') return undefined;
    for (const { name, value } of body.members) {
      if (name.type !== 'String' || value.type !== 'Object' || !isSection(name.value)) continue;
      for (const member of value.members) if (member.name.type === 'String') found[name.value].add(member.name.value);
    }
  } catch {
    return undefined;
  }
  const names = { constants: [...found.constants], objects: [...found.objects], classes: [...found.classes] };
  return Object.values(names).every((all) => all.length === 0) ? undefined : names;
}

const isSection = (name: string): name is keyof DataNames => ['constants', 'objects', 'classes'].includes(name);
