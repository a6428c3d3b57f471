import type { Measure } from '../measures.ts';
import { QUESTIONS } from './questions.ts';

/** What an editor asks, of 300 files with 78,000 lines and of one file of 10,000, beside TypeScript's server on 10,000 lines of TypeScript. */
export const requestMeasures: readonly Measure[] = (['1x10000', '300x260'] as const).flatMap((workspace) => {
  const size = workspace === '1x10000' ? '10k' : '78k';
  const in_ = workspace === '1x10000' ? 'a file of 10,000 lines' : '300 files with 78,000 lines';
  const row = (name: string, part: string, about: string, atMost: number, peered: boolean): Measure => ({
    name: `lsp-${size}-${name}`,
    unit: 'ms',
    about: `${about}, in ${in_}; TypeScript's server on 10,000 lines`,
    ours: { worker: 'requests-ours', argument: workspace, part },
    ...(peered && { peer: { worker: 'requests-typescript', argument: '10000', part } }),
    // Both times stand in the row; the limit is ours alone.
    ratio: 'none',
    limit: { atMost },
    rounds: 3,
  });
  return [
    row('open', 'workspace.p50', "from starting the server to an open file's first diagnostics", 2_000, true),
    ...(size === '78k'
      ? [row('workspace', 'workspace.first', 'from starting the server to diagnostics of everything', 5_000, false)]
      : []),
    ...QUESTIONS.flatMap(({ name, about, peer }) => {
      const title = name.replace('/', '-');
      const when = about === 'file' ? 'after an edit' : 'somewhere';
      const limit = 10;
      const peered = peer !== undefined;
      return [
        ...(about === 'file' ? [row(`${title}-first`, `${name}.first`, `${name}: the first answer`, 50, peered)] : []),
        row(title, `${name}.p50`, `${name} ${when}: the median of 60`, limit, peered),
        row(`${title}-p95`, `${name}.p95`, `${name} ${when}: the 95th of 100`, limit, peered),
      ];
    }),
  ];
});
