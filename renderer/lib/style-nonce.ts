const placeholder = '__STYLE_NONCE__'

/** The nonce the host put into the page for style elements made by scripts; empty when the host sets none. */
export function readStyleNonce(): string {
  const value = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
  return value === placeholder ? '' : value
}

/**
 * Stamps the page's nonce on every style element a script creates (interface kit, toasts, terminal, panes), so that the
 * content policy can refuse all others.
 */
export function stampStyleElements(): void {
  const nonce = readStyleNonce()
  if (nonce === '') return
  const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement
  // SECURITY: only scripts we ship run here (script-src 'self'), so what they create may carry the nonce; markup from outside may not.
  const stamped = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
  document.createElement = stamped as typeof document.createElement
}
