import type { PositionEncoding } from '@polar-tools/language';

export type { PositionEncoding };

/**
 * Picks the encoding to answer `initialize` with. UTF-16 costs nothing here, so it is taken wherever the client allows
 * it; a client that names none must accept it.
 */
export function negotiateEncoding(offered: unknown): PositionEncoding {
  if (!Array.isArray(offered)) return 'utf-16';
  const known = offered.filter((name): name is PositionEncoding => ['utf-8', 'utf-16', 'utf-32'].includes(name));
  return known.length === 0 || known.includes('utf-16') ? 'utf-16' : known[0]!;
}
