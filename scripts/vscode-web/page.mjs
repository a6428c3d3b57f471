/** A page that shows the served VS Code, driven by Playwright, with everything thrown away at the end. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeTemporaryFolder, progress, Refusal, remove } from '../project.mjs';
import { findBrowser } from './browser.mjs';
import { addressOf, remoteUri, serveVSCode } from './serve.mjs';

/** What makes runs alike: nothing moves, nothing asks. */
const testSettings = {
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'security.workspace.trust.enabled': false,
  'workbench.reduceMotion': 'on',
};

/**
 * Starts the server on a copy of `folder` and opens a browser.
 * @param {object} options
 * @param {string} options.folder what the editor opens a copy of
 * @param {string} options.vsix the packaged extension, which is installed
 * @param {string} [options.artifacts] where logs go
 * @param {object} [options.settings]
 * @param {string[]} [options.parameters] of the server
 * @param {Record<string, string>} [options.env]
 */
export const openVSCode = async ({ folder, vsix, artifacts, settings = {}, parameters = [], env = {} }) => {
  const { chromium } = await import('playwright-core');
  const temporary = makeTemporaryFolder();
  const make = (name) => {
    mkdirSync(join(temporary, name), { recursive: true });
    return join(temporary, name);
  };
  const workspace = join(temporary, basename(folder));
  cpSync(folder, workspace, { recursive: true });
  let server;
  let browser;
  const close = async () => {
    await browser?.close().catch(() => {});
    await server?.stop();
    if (artifacts !== undefined && server !== undefined) {
      mkdirSync(artifacts, { recursive: true });
      writeFileSync(join(artifacts, 'server.log'), server.output());
      const logs = join(temporary, 'server', 'data', 'logs');
      if (existsSync(logs)) cpSync(logs, join(artifacts, 'logs'), { recursive: true });
    }
    remove(temporary);
  };
  try {
    server = await serveVSCode({
      profile: temporary,
      vsix,
      settings: { ...testSettings, ...settings },
      parameters,
      env: { ...env, HOME: make('home'), XDG_RUNTIME_DIR: temporary, TMPDIR: make('tmp') },
    });
    progress(`VS Code is served on port ${server.port}.`);
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Refusal('No browser was found.');
    browser = await chromium.launch({
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    });
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    /** Hosts that something asked for. Nothing but this machine is reached. */
    const outside = new Set();
    await context.route(
      (url) => /^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1',
      (route) => {
        outside.add(new URL(route.request().url()).host);
        return route.abort();
      },
    );
    const page = await context.newPage();
    return {
      page,
      workspace,
      outside,
      close,
      open: (payload) => page.goto(addressOf(server, workspace, payload)),
      /** A file of this machine as the workbench names it. */
      remote: (path) => remoteUri(server, path),
    };
  } catch (error) {
    await close();
    throw error;
  }
};
