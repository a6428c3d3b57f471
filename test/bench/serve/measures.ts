import type { Measure } from '../measures.ts';
import type { Task } from '../task.ts';

const over = 'polar serve over a million facts, in a process of its own, asked over 16 connections';

const ours = (part: string): Task => ({ worker: 'serve-ours', argument: 'server 1000000', part });

/** What `polar serve` takes, from the client's side of the socket. */
export const serveMeasures: readonly Measure[] = [
  {
    name: 'serve-authorize-1m',
    unit: 'requests/s',
    about: `authorize requests for each second of processor time that the server takes; ${over}`,
    ours: ours('perSecond'),
    ratio: 'none',
    limit: { atLeast: 5_000 },
    rounds: 3,
  },
  {
    name: 'serve-authorize-1m-p99',
    unit: 'ms',
    about: `within which 99 of 100 authorize requests are answered; ${over}`,
    ours: ours('p99'),
    ratio: 'none',
    limit: { atMost: 20 },
    rounds: 3,
  },
  {
    name: 'serve-authorize-1m-bare',
    unit: 'requests/s',
    about: "the same against Node's own server, which reads such requests and decides nothing",
    ours: ours('perSecond'),
    peer: { worker: 'serve-ours', argument: 'bare 1000000', part: 'perSecond' },
    ratio: 'ours over peer',
    limit: { atLeast: 1 / 3 },
    rounds: 3,
  },
];
