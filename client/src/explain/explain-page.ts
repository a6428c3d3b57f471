import type { WebPage } from '../web-page.ts';

export const EXPLAIN_PAGE: WebPage = {
  title: 'Why?',
  style: 'client/webview/explain.css',
  script: 'dist/pages/explain.js',
  body: `<h1 id="title" aria-live="polite">…</h1>
<button id="debug" type="button">Debug This Query</button>
<button id="here" type="button" disabled>Debug from Here</button>
<div id="tree" role="tree" aria-label="Why: each line can be opened where it is written"></div>
<p id="bindings" role="status"></p>
<button id="blame" type="button">Why Is This Wrong?</button>
<div id="question" aria-live="polite"></div>
<div id="changes"></div>
<div id="notes"></div>`,
};
