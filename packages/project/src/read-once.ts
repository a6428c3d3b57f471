import type { Files, FileText } from './files.ts';

/**
 * Files of which each is read once: what was found to be there is what is loaded, and a pipe (`/dev/stdin`, `<(…)`) has its text once only.
 */
export function readOnce(files: Files): Files {
  const read = new Map<string, Promise<FileText>>();
  return {
    read: (uri) => {
      let text = read.get(uri);
      if (text === undefined) {
        text = files.read(uri);
        read.set(uri, text);
      }
      return text;
    },
    list: files.list,
    ...(files.real !== undefined && { real: files.real }),
  };
}
