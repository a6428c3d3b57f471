import express from 'express';
import { NotFoundError, Oso } from 'oso';
import { Repository, repositories, User, users } from './models.js';

/**
 * The application: each request asks main.polar.
 * @param attach lets an editor debug the policy as it is asked; undefined where nobody develops
 */
export async function createApp(attach) {
  const oso = new Oso();
  await attach?.(oso);
  oso.registerClass(User);
  oso.registerClass(Repository);
  await oso.loadFiles([new URL('main.polar', import.meta.url).pathname]);

  const app = express();
  app.get('/repo/:name', async (request, response) => {
    // A real application knows who asks from a session.
    const user = users.get(String(request.query.user));
    const repository = repositories.get(request.params.name);
    if (user === undefined) return response.sendStatus(401);
    if (repository === undefined) return response.sendStatus(404);
    try {
      await oso.authorize(user, 'read', repository);
    } catch (error) {
      if (error instanceof NotFoundError) return response.sendStatus(404);
      throw error;
    }
    const actions = [...(await oso.authorizedActions(user, repository))].sort();
    return response.json({ repository: repository.name, actions });
  });
  return app;
}
