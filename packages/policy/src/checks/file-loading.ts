import { type Check, libraryOnly } from './definition.ts';

/** The engine refuses to load the same text twice. */
export const fileLoading: Check = {
  code: 'file-loading',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A file with the same contents as another file of the policy.',
  policy({ policy, report }) {
    // Each has a fingerprint of its own: no two are equal.
    if (policy.fingerprints.size === policy.models.size) return;
    const seen = new Map<string, string>();
    for (const { uri, file } of policy.models.values()) {
      const other = seen.get(file.text);
      if (other === undefined) {
        seen.set(file.text, uri);
      } else {
        const nameOf = (path: string): string => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
        report(
          uri,
          undefined,
          `Problem loading file: A file with the same contents as ${nameOf(uri)} named ${nameOf(other)} has already been loaded. Remove one of the two.`,
        );
      }
    }
  },
};
