import type { Plan, Step } from '../tables/plan.ts';

/** What ends a search early. */
export class SearchFailure extends Error {
  readonly code: 'fact-limit' | 'unstratified' | 'problem' | 'stuck';
  readonly where: { readonly plan: Plan; readonly step: Step; readonly slot?: number } | undefined;
  constructor(code: SearchFailure['code'], message: string, where?: SearchFailure['where']) {
    super(message);
    this.code = code;
    this.where = where;
  }
}
