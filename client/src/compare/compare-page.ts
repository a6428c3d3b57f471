import type { WebPage } from '../web-page.ts';

export const COMPARE_PAGE: WebPage = {
  title: 'Changed Permissions',
  style: 'client/webview/explain.css',
  script: 'dist/pages/compare.js',
  body: `<h1 id="title" aria-live="polite">…</h1>
<button id="again" type="button">Compare Again</button>
<div id="parts"></div>
<div id="notes"></div>`,
};
