import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, CaseOutcome } from './case.ts';
import type { EngineProcess } from './engine-process.ts';

/**
 * An engine whose outcomes are kept in a folder and asked for only once. For working on our engine: most of a differential run is
 * the reference's time, and what it says does not change. `CONFORMANCE_RECORDINGS=folder`; never set in CI.
 */
export class RecordedEngine {
  readonly #engine: EngineProcess;
  readonly #folder: string | undefined;

  constructor(engine: EngineProcess, folder: string | undefined) {
    this.#engine = engine;
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  async ask(asked: Case): Promise<CaseOutcome> {
    if (this.#folder === undefined) return this.#engine.ask(asked);
    const file = join(this.#folder, `${createHash('sha256').update(JSON.stringify(asked)).digest('hex')}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as CaseOutcome;
    const outcome = await this.#engine.ask(asked);
    writeFileSync(file, JSON.stringify(outcome));
    return outcome;
  }
}
