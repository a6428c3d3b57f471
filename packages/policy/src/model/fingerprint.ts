/** A number that is the same for equal texts, and mostly another for others. */
export function fingerprint(text: string): number {
  const { length } = text;
  const step = Math.max(1, Math.floor(length / 64));
  let hash = length;
  for (let i = 0; i < length; i += step) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
