/** Which files are one policy, and what they are called. Files are read through what is passed in. */
export {
  canonicalUri,
  folderOf,
  foldersAbove,
  folderUri,
  isBelow,
  nameOf,
  pathBelow,
  shortName,
  uriOf,
  within,
} from './file-names.ts';
