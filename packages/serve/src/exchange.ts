/** What a client asks, as far as the interface is concerned: whoever owns the socket has checked where it comes from. */
export interface ServeRequest {
  /** In capitals: `POST`. */
  readonly method: string;
  /** Without the query string: `/api/authorize`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  /** Empty where there is none. */
  readonly body: string;
  /** What the client calls it, or what it is called in its place. */
  readonly id: string;
}

export interface ServeResponse {
  readonly status: number;
  /** What is written as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Why a request is not answered as it asked: thrown while it is looked at, and answered as `{"message": …}`, the shape that the client
 * libraries read. Their retries depend on the status: the one for Node tries 400 again, which does no harm, and none tries 404 or 422 again.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #more: object;

  /**
   * @param message what is wrong, then what to do, in plain words
   * @param more what else the body says
   */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}, more: object = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
    this.#more = more;
  }

  get response(): ServeResponse {
    return { status: this.status, body: { message: this.message, ...this.#more }, headers: this.headers };
  }
}
