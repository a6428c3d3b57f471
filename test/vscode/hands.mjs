import assert from 'node:assert/strict';

/** How the window looks in every picture. */
export const settings = {
  'editor.fontSize': 15,
  'editor.lineHeight': 1.5,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'workbench.editor.empty.hint': 'hidden',
  'window.commandCenter': false,
  'debug.internalConsoleOptions': 'neverOpen',
  'debug.toolBarLocation': 'docked',
  'debug.openDebug': 'openOnDebugBreak',
};

/** What a person does in the window. */
export const hands = (page) => {
  const editor = page.locator('.monaco-editor[data-uri$="main.polar"]').first();
  const line = (text) => editor.locator('.view-line').filter({ hasText: text }).first();
  return {
    editor,
    line,
    /** Opens a file from the explorer. Not by Ctrl+P, which needs a program that this VS Code lacks. */
    open: async (name) => {
      const item = page.getByRole('treeitem', { name });
      await item.waitFor({ timeout: 90_000 });
      await item.dblclick();
      await editor.locator('.view-line').first().waitFor();
    },
    /** Runs a command of the palette. Quick input closes itself when the focus moves, so it is tried again. */
    command: async (name) => {
      for (let attempt = 0; ; attempt++)
        try {
          await page.keyboard.press('F1');
          await page.locator('.quick-input-widget input.input').first().fill(`>${name}`, { timeout: 3000 });
          await page
            .locator('.quick-input-list .monaco-list-row')
            .filter({ hasText: name })
            .first()
            .click({ timeout: 5000 });
          return;
        } catch (error) {
          if (attempt === 4) throw error;
          await page.keyboard.press('Escape');
        }
    },
    /** Does something until this is seen: a click or a key is lost where the window is just being drawn anew. */
    until: async (act, seen) => {
      for (let attempt = 0; ; attempt++)
        try {
          await act();
          await seen.waitFor({ timeout: 6000 });
          return;
        } catch (error) {
          if (attempt === 4) throw error;
        }
    },
    /** Folds or unfolds a pane of the debugger's side bar. */
    fold: async (name, folded) => {
      const header = page.locator('.debug-viewlet .pane-header').filter({ hasText: name }).first();
      if ((await header.getAttribute('aria-expanded')) === String(folded)) await header.click();
    },
    /** Gives the side bar this width, so that a picture shows what stands in it. */
    widen: async (width) => {
      const box = await page.locator('.part.sidebar').boundingBox();
      assert.ok(box, 'there is a side bar');
      await page.mouse.move(box.x + box.width, box.y + 300);
      await page.mouse.down();
      await page.mouse.move(box.x + width, box.y + 300, { steps: 5 });
      await page.mouse.up();
      await page.mouse.move(700, 5);
    },
    /** Closes the panel below the editor. */
    hidePanel: async () => {
      const panel = page.locator('.part.panel');
      if (!(await panel.isVisible())) return;
      await page.keyboard.press('Control+j');
      await panel.waitFor({ state: 'hidden' });
    },
    /**
     * Waits for a row in the debug console of a session, and chooses that session where another's console is shown: VS Code
     * may go on showing an older one when a session ends as soon as it began.
     */
    consoleRow: async (session, text) => {
      const picker = page
        .locator('.part.panel select:visible')
        .filter({ has: page.locator('option', { hasText: session }) });
      for (let attempt = 0; ; attempt++)
        try {
          if ((await picker.count()) > 0) await picker.first().selectOption({ label: session }, { timeout: 2000 });
          await page.locator('.repl .monaco-list-row').filter({ hasText: text }).first().waitFor({ timeout: 5000 });
          return;
        } catch (error) {
          if (attempt === 4) throw error;
        }
    },
    /** Rests the pointer on a piece of a line until a hover with this text is there. */
    rest: async (at, piece, hover) => {
      const target = line(at).locator('span span').filter({ hasText: piece }).first();
      for (let attempt = 0; ; attempt++)
        try {
          await page.mouse.move(700, 5);
          await target.hover();
          await page
            .locator('.monaco-hover:not(.hidden)')
            .filter({ hasText: hover })
            .first()
            .waitFor({ timeout: 5000 });
          // It fades in.
          await page.waitForTimeout(500);
          return;
        } catch (error) {
          if (attempt === 4) throw error;
        }
    },
  };
};
