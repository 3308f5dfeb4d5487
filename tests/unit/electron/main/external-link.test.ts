import { expect, test } from 'vitest'
import { askAboutLink, readExternalLink } from '#electron/main/external-link.ts'

const refused = [
  '',
  'https://',
  'http://example.com/',
  'HTTP://example.com/',
  'file:///etc/passwd',
  'file://server/share',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:https://example.com/1',
  'vbscript:x',
  'ftp://example.com/',
  'ssh://example.com/',
  'smb://server/share',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'ms-officecmd:{}',
  'mailto:kim@example.com',
  'tel:112',
  'app://outrider/index.html',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/x',
  'view-source:https://example.com/',
  '//example.com/',
  '/relative',
  'example.com',
  ' https://example.com/',
  'https:example.com',
  'https:/example.com',
  'https:\\\\example.com',
  'https://user@example.com/',
  'https://user:secret@example.com/',
  'https://example.com@evil.test/',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://192.168.1.1/admin',
  'https://intranet/',
  'https://exa mple.com/',
  'https://example.com:99999/',
  'https://example..com/',
  'https://.example.com/',
  `https://example.com/${'x'.repeat(2_000)}`,
] as const

test.each(refused)('B127: %s is not opened', (address) => {
  expect(readExternalLink(address)).toBeUndefined()
})

test.each([
  ['https://docs.example.com/help?q=1#top', 'docs.example.com', null],
  ['HTTPS://Docs.Example.COM/', 'docs.example.com', null],
  ['https://example.com:8443/x', 'example.com:8443', null],
  ['https://bücher.example/', 'xn--bcher-kva.example', 'bücher.example'],
  ['https://xn--pple-43d.com/', 'xn--pple-43d.com', 'аpple.com'],
  ['https://ex\u00adample.com/', 'example.com', null],
  ['https://example.com/%2e%2e/etc', 'example.com', null],
] as const)('B127: %s is offered as %s', (address, host, readableHost) => {
  expect(readExternalLink(address)).toMatchObject({ host, readableHost })
})

test('B127: the question shows the host alone on a line and warns of other alphabets', () => {
  const link = readExternalLink('https://xn--pple-43d.com/path')
  const { message, detail } = askAboutLink(link ?? { url: '', host: '', readableHost: null })
  expect(message.split('\n').at(-1)).toBe('xn--pple-43d.com')
  expect(detail).toContain('reads as аpple.com')
})
