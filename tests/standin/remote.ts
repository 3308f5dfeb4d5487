/** What the stand-in tells the test that started it. */
export type Report =
  | { readonly kind: 'started'; readonly debugAddress: string }
  | { readonly kind: 'dialog'; readonly title: string; readonly text: string; readonly buttons: readonly string[] }
  | { readonly kind: 'external'; readonly url: string }
  | { readonly kind: 'answer'; readonly value: unknown }

/** What the test asks of it: things that happen outside the page. */
export type Wish =
  /** Which button the next question gets. */
  | { readonly kind: 'press'; readonly button: number }
  /** What the permission handler of main decides. */
  | { readonly kind: 'permission'; readonly name: string }
  | { readonly kind: 'preferences' }
  /** Main opens one more window, with these preferences. */
  | { readonly kind: 'open-window'; readonly preferences: Readonly<Record<string, unknown>> }
  | { readonly kind: 'crash' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'focus-second-instance' }

const handlers = new Map<Wish['kind'], (wish: never) => unknown>()

export function report(message: Report): void {
  process.send?.(message)
}

/** Names what happens on a wish; what it answers is reported back. */
export function onWish<Kind extends Wish['kind']>(kind: Kind, handler: (wish: Extract<Wish, { kind: Kind }>) => unknown): void {
  handlers.set(kind, handler as (wish: never) => unknown)
}

process.on('message', (wish: Wish) => {
  const handler = handlers.get(wish.kind) as ((wish: Wish) => unknown) | undefined
  void Promise.resolve(handler?.(wish)).then((value) => report({ kind: 'answer', value: value ?? null }))
})
