/**
 * Chromium hands an unknown scheme to the operating system instead of asking anyone for it, so `app://outrider` cannot be
 * answered from outside. The pages are served under this https origin instead: `.invalid` never resolves, every request
 * is answered by the route, and like the real scheme it is a secure context with an origin of its own.
 */
const servedOrigin = 'https://outrider.invalid'
const pageOrigin = 'app://outrider'

/** The address as main knows it, for an address of Chromium; others stay as they are. */
export const toMain = (address: string): string => (address.startsWith(`${servedOrigin}/`) ? pageOrigin + address.slice(servedOrigin.length) : address)

/** The address as Chromium gets it. */
export const toChromium = (address: string): string => (address.startsWith(`${pageOrigin}/`) ? servedOrigin + address.slice(pageOrigin.length) : address)
