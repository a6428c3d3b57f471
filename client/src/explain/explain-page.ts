import type { WebPage } from '../web-page.ts';

export const EXPLAIN_PAGE: WebPage = {
  title: 'Why?',
  style: 'client/webview/explain.css',
  script: 'client/webview/explain.js',
  body: `<h1 id="title" aria-live="polite">…</h1>
<button id="debug">Debug This Query</button>
<div id="tree" role="tree" aria-label="Why: each line can be opened where it is written"></div>
<div id="changes"></div>
<div id="notes"></div>`,
};
