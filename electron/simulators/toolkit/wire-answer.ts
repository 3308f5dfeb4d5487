/** What goes over the wire in answer to one request. A body in pieces is sent one piece per turn of the event loop. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | Iterable<string>
}

export const jsonAnswer = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) ?? 'null',
})

/** An HTML error page, as the web framework behind a real server sends it. */
export const htmlAnswer = (status: number, title: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n  <h1>${title}</h1><p></p>\n</body>\n</html>\n`,
})

/** The whole body as bytes. */
export function bodyBytes({ body }: Answer): Buffer {
  if (typeof body === 'string') return Buffer.from(body)
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.from([...body].join(''))
}
