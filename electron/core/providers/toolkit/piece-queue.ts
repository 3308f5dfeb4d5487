/** Hands what one side produces to the other side in order; the reader waits while there is nothing. */
export class PieceQueue<Piece> {
  readonly #waiting: Piece[] = []
  #wake: (() => void) | undefined
  #end: { readonly error?: unknown } | undefined

  add(piece: Piece): void {
    this.#waiting.push(piece)
    this.#wake?.()
  }

  /** Forgets what was not read yet: the producer starts over. */
  clear(): void {
    this.#waiting.length = 0
  }

  /** No more will come; with an error, the reader gets it after what is still waiting. */
  finish(end: { readonly error?: unknown } = {}): void {
    this.#end ??= end
    this.#wake?.()
  }

  async *read(): AsyncGenerator<Piece> {
    for (;;) {
      const piece = this.#waiting.shift()
      if (piece !== undefined) yield piece
      else if (this.#end === undefined) await new Promise<void>((wake) => (this.#wake = wake))
      else if ('error' in this.#end) throw this.#end.error
      else return
    }
  }
}
