export function sampleOf<Thing>(things: readonly Thing[], size: number, seed: number): Thing[];
export function shareOf(hits: number, size: number): { share: number; low: number; high: number };
