import type { Plan, Step } from './plan.ts';

/** What cannot be answered: a goal needs a value for a variable that nothing gives one. */
export interface Stuck {
  readonly plan: Plan;
  readonly step: Step;
  readonly slot: number;
}

/** Thrown within a run to end it; `run` of the query's run makes an error of it. */
export class TableFailure extends Error {
  readonly code: 'time' | 'fact-limit' | 'unstratified' | 'problem' | 'stuck';
  readonly where: { readonly plan: Plan; readonly step: Step } | undefined;
  constructor(code: TableFailure['code'], message: string, where?: { readonly plan: Plan; readonly step: Step }) {
    super(message);
    this.code = code;
    this.where = where;
  }
}
