import type { Measure } from '../measures.ts';

const row = (name: string, part: string, unit: string, about: string, limit: Measure['limit']): Measure => ({
  name,
  unit,
  about: `${about}; polar serve over a million facts, in a process of its own, asked over 16 connections`,
  ours: { worker: 'serve-ours', argument: 'server 1000000', part },
  ratio: 'none',
  limit,
  rounds: 3,
});

/** What `polar serve` takes, from the client's side of the socket. */
export const serveMeasures: readonly Measure[] = [
  row('serve-authorize-1m', 'perSecond', 'requests/s', 'authorize requests a second', { atLeast: 5_000 }),
  row('serve-authorize-1m-p99', 'p99', 'ms', 'within which 99 of 100 authorize requests are answered', { atMost: 20 }),
];
