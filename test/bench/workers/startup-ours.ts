import { LanguageClient } from '../language-client.ts';
import { report } from '../worker.ts';

/** Milliseconds from starting the language server's process until it has answered `initialize`. */
const start = performance.now();
const client = new LanguageClient();
await client.initialize(undefined);
report(performance.now() - start);
await client.close();
