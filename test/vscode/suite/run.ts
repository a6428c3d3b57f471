/** The suite's entry: VS Code's extension host calls `run`. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

const files: { readonly name: string; readonly body: () => void }[] = [];

/** Names a file of tests; its body runs when mocha is ready for its `describe`s. */
export const load = (name: string, body: () => void): void => {
  files.push({ name, body });
};

/** Runs all of them; leaves `report.txt` and `counts.json` in the folder that `POLAR_REPORT` names. */
export const run = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const folder = process.env.POLAR_REPORT;
    if (folder === undefined) throw new Error('POLAR_REPORT does not name a folder');
    const report = join(folder, 'report.txt');
    writeFileSync(report, '');
    const print = Mocha.reporters.Base.consoleLog;
    Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
      // At once: a test that blocks the extension host is then the one after the last that is written.
      appendFileSync(report, `${format(...parts)}\n`);
    };
    const pattern = process.env.POLAR_GREP;
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: 30_000,
      color: false,
      reporter: 'spec',
      ...(pattern === undefined ? {} : { grep: pattern }),
    });
    for (const { name, body } of files) {
      mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, name, mocha);
      body();
    }
    const runner = mocha.run((failures) => {
      Mocha.reporters.Base.consoleLog = print;
      const { passes, pending } = runner.stats ?? { passes: 0, pending: 0 };
      writeFileSync(
        join(folder, 'counts.json'),
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
      if (failures > 0 || passes === 0) reject(new Error(`${failures} failed, ${passes} passed`));
      else resolve();
    });
  });
