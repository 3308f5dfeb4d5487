// The few things every JavaScript host has and the core may rely on. Clocks, sockets, files and crypto come through ports.
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare const AbortSignal: { any(signals: readonly AbortSignal[]): AbortSignal }
interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare const AbortController: { new (): AbortController }
interface URLSearchParams {
  get(name: string): string | null
  set(name: string, value: string): void
  toString(): string
}
interface URL {
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  readonly origin: string
  readonly pathname: string
  readonly search: string
  readonly username: string
  readonly password: string
  readonly searchParams: URLSearchParams
  readonly href: string
}
declare const URL: { new (url: string, base?: string): URL; canParse(url: string, base?: string): boolean }
declare const URLSearchParams: { new (init?: Readonly<Record<string, string>>): URLSearchParams }
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } }
declare const TextDecoder: { new (label?: string, options?: { readonly fatal?: boolean }): { decode(bytes: Uint8Array): string } }
