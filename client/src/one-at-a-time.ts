/** Work that is never done twice at once: asked for while it is being done, it is done once more afterwards, as what it reads may be another by then. */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #doing: Promise<void> | undefined;
  #again = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  get isBusy(): boolean {
    return this.#doing !== undefined;
  }

  /** Resolves when the work was done after this call. */
  run(): Promise<void> {
    if (this.#doing === undefined) this.#doing = this.#untilNobodyAsks();
    else this.#again = true;
    return this.#doing;
  }

  async #untilNobodyAsks(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#work();
      } while (this.#again);
    } finally {
      this.#doing = undefined;
    }
  }
}
