/** The entries of a zip archive, from its central directory (PKWARE's APPNOTE, 4.3.12). */
export interface Entry {
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

export const entriesOf = (archive: Buffer): readonly Entry[] => {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('not a zip archive: it has no end of the central directory');
  const entries: Entry[] = [];
  let offset = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (archive.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new Error(`no directory entry at ${offset}`);
    const [name, extra, comment] = [28, 30, 32].map((at) => archive.readUInt16LE(offset + at)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: archive.toString('utf8', offset + 46, offset + 46 + name),
      size: archive.readUInt32LE(offset + 24),
    });
    offset += 46 + name + extra + comment;
  }
  return entries;
};
