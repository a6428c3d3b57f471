/** Everything that a program needs to show VS Code in a browser. */
import { Refusal } from '../project.mjs';
import { provideBrowser } from './browser.mjs';
import { installVSCode } from './install.mjs';

/** Installs VS Code and a browser. Answers why that is not possible here, or undefined when all is there. */
export const prepareVSCode = async () => {
  try {
    const browser = await provideBrowser();
    if ('missing' in browser) return `real VS Code was not started: ${browser.missing}`;
    await installVSCode();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `real VS Code was not started: ${error.message}`;
    throw error;
  }
};
