import { parse } from '@humanwhocodes/momoa';

/**
 * The names of the constants that a data file declares. What is wrong with the file is told by who reads its values; here, nothing is known of it.
 */
export function constantsOfData(text: string): readonly string[] {
  try {
    const { body } = parse(text, { mode: 'json' });
    if (body.type !== 'Object') return [];
    const names = body.members.flatMap(({ name, value }) => {
      if (name.type !== 'String' || name.value !== 'constants' || value.type !== 'Object') return [];
      return value.members.flatMap((member) => (member.name.type === 'String' ? [member.name.value] : []));
    });
    return [...new Set(names)];
  } catch {
    return [];
  }
}
