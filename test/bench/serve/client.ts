import { Agent, request } from 'node:http';

export interface Load {
  readonly port: number;
  readonly path: string;
  /** What is posted, in turn, and what should come back; undefined: anything. */
  readonly questions: readonly { readonly body: string; readonly answer: string | undefined }[];
  /** Connections that are kept, each with one request at a time. */
  readonly connections: number;
  readonly milliseconds: number;
  /** It goes on for longer until so many requests were made. */
  readonly atLeast?: number;
}

/** Posts questions for some time. Gives how many were answered, and the milliseconds within which 99 of 100 were. */
export async function load({ port, path, questions, connections, milliseconds, atLeast = 0 }: Load): Promise<{
  readonly answered: number;
  readonly p99: number;
}> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  const start = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - start < milliseconds || next < atLeast) {
      const { body, answer } = questions[next++ % questions.length]!;
      const sent = performance.now();
      const received = await post(agent, port, path, body);
      took.push(performance.now() - sent);
      if (answer !== undefined && received !== answer) throw new Error(`${body} was answered with ${received}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  took.sort((a, b) => a - b);
  return { answered: took.length, p99: took[Math.floor(took.length * 0.99)]! };
}

function post(agent: Agent, port: number, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        port,
        path,
        host: '127.0.0.1',
        method: 'POST',
        headers: {
          Authorization: 'Bearer key',
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
