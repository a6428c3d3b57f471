import type { Diagnostic } from '@polar-tools/policy';
import type { EmbeddedPolicy } from './embedded-policies.ts';

/** What is said where an embedded policy is not checked: that it was passed over must not look as if nothing was wrong with it. */
export const notChecked = (uri: string, policies: readonly EmbeddedPolicy[]): readonly Diagnostic[] =>
  policies.flatMap(({ obstacle }) =>
    obstacle === undefined ? [] : [{ uri, code: 'not-checked', severity: 'information', ...obstacle }],
  );
