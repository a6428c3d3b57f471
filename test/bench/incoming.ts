/** What a server writes to its standard output, cut into messages: each is a header with its length, and a body. */
export class Incoming {
  readonly #take: (body: Buffer) => void;
  /** What has come and belongs to no message yet. It is put together once a message is whole: an answer may come in a hundred pieces. */
  #pieces: Buffer[] = [];
  #length = 0;
  /** How much must have come for there to be something new. */
  #awaited = 0;

  constructor(take: (body: Buffer) => void) {
    this.#take = take;
  }

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < this.#awaited) return;
    let rest = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    this.#awaited = 0;
    for (;;) {
      const header = rest.indexOf('\r\n\r\n');
      if (header < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(rest.toString('latin1', 0, header))?.[1]);
      const end = header + 4 + length;
      if (rest.length < end) {
        this.#awaited = end;
        break;
      }
      this.#take(rest.subarray(header + 4, end));
      rest = rest.subarray(end);
    }
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
  }
}
