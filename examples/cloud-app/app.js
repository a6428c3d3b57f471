import { createServer } from 'node:http';

/**
 * Documents of teams, over HTTP. Who asks stands in the header `X-User`: a stand-in for a login.
 *
 * @param {import('oso-cloud').Oso} oso what decides
 */
export function createApp(oso) {
  /** @type {Map<string, string>} texts by id */
  const texts = new Map();

  const routes = {
    'GET /documents': async ({ user }) => ({ status: 200, body: await oso.list(user, 'read', 'Document') }),

    'POST /documents': async ({ user, body: { id, text, team } }) => {
      if (texts.has(id)) return { status: 409, body: `There is a document ${id} already.` };
      texts.set(id, text);
      await oso.batch((tx) => {
        tx.insert(['has_role', user, 'author', document(id)]);
        tx.insert(['has_relation', document(id), 'team', { type: 'Team', id: team }]);
      });
      return { status: 201, body: id };
    },

    'GET /documents/': async ({ user, id }) => {
      if (!(await oso.authorize(user, 'read', document(id)))) return notFound;
      return { status: 200, body: { text: texts.get(id), actions: await oso.actions(user, document(id)) } };
    },

    'DELETE /documents/': async ({ user, id }) => {
      // Who may not read it is not told that it is there.
      if (!(await oso.authorize(user, 'read', document(id)))) return notFound;
      if (!(await oso.authorize(user, 'delete', document(id))))
        return { status: 403, body: 'You may not delete this document.' };
      texts.delete(id);
      await oso.batch((tx) => {
        tx.delete(['has_role', null, null, document(id)]);
        tx.delete(['has_relation', document(id), null, null]);
      });
      return { status: 204 };
    },
  };

  return createServer(async (request, response) => {
    const [, path, id] = /^(\/\w+\/?)([\w-]*)$/.exec(request.url ?? '') ?? [];
    const route = routes[`${request.method} ${path}`];
    const name = request.headers['x-user'];
    try {
      const { status, body } =
        route === undefined
          ? notFound
          : name === undefined
            ? { status: 401, body: 'Say who you are.' }
            : await route({ user: { type: 'User', id: String(name) }, id, body: await bodyOf(request) });
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    } catch (error) {
      response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(error instanceof Error ? error.message : String(error)));
    }
  });
}

const notFound = { status: 404, body: 'There is no such document.' };

const document = (id) => ({ type: 'Document', id });

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}
