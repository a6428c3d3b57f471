import { inFolder, LanguageClient } from '../language-client.ts';
import { report } from '../worker.ts';

/** The same as `startup`, where the server has run before and was compiled then, as VS Code starts it. */
await inFolder([], async (compileCache) => {
  const before = new LanguageClient({ compileCache });
  await before.initialize(undefined);
  await before.close();
  const start = performance.now();
  const client = new LanguageClient({ compileCache });
  await client.initialize(undefined);
  report(performance.now() - start);
  await client.close();
});
