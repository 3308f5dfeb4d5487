import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactionStream } from '#core/redact/redaction-stream.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { innocentCorpus, secretCorpus } from './secret-corpus.ts'

const redactor = createRedactor()
const inChunks = (text: string, size: number, tool = redactor): string => {
  const stream = tool.stream()
  let out = ''
  for (let at = 0; at < text.length; at += size) out += stream.push(text.slice(at, at + size))
  return out + stream.end()
}

describe('named formats', () => {
  test.each(secretCorpus.map((one, index) => [index, one.kind, one] as const))('case %i (%s) leaves no secret behind and names its kind', (_, kind, { text, secrets }) => {
    const safe = redactor.redact(text)
    for (const secret of secrets) expect(safe).not.toContain(secret)
    expect(safe).toContain(`[redacted:${kind}]`)
    expect(redactor.redact(safe)).toBe(safe)
  })

  test('everyday output stays as it is', () => {
    for (const text of innocentCorpus) expect(redactor.redact(text)).toBe(text)
  })

  test('what stands around a secret stays readable', () => {
    expect(redactor.redact('net user jane Winter2026# /add')).toBe('net user jane [redacted:password] /add')
    expect(redactor.redact('https://jane:pw@git.example/x')).toBe('https://[redacted:url-userinfo]@git.example/x')
    expect(redactor.redact('Server=s;Password=a,b;Encrypt=yes')).toBe('Server=s;Password=[redacted:password];Encrypt=yes')
  })
})

describe('splits', () => {
  /** More than the longest of these cases; small, so that every border is crossed in little text. */
  const overlap = 512
  const shortCases = secretCorpus.filter((one) => one.text.length < 400)
  const filler = 'x y z, nothing to see here\n'.repeat(150)

  test('every case split at every character, in front of and behind enough text to leave the window', () => {
    const different: string[] = []
    for (const { text, secrets } of shortCases) {
      const whole = redactor.redact(`${filler}${text}\n${filler}`)
      for (let at = 0; at <= text.length; at += 1) {
        const stream = createRedactionStream([], overlap)
        const out = stream.push(`${filler}${text.slice(0, at)}`) + stream.push(`${text.slice(at)}\n${filler}`) + stream.end()
        if (out !== whole) different.push(`${text} at ${at}`)
      }
      for (const secret of secrets) expect(whole).not.toContain(secret)
    }
    expect(different).toEqual([])
  })

  test('the border of what is held back falls on every character of every case', () => {
    const different: string[] = []
    for (const { text } of shortCases) {
      for (let shift = 0; shift <= text.length; shift += 1) {
        const input = `${filler} ${text} ${'-'.repeat(overlap - shift)}`
        const stream = createRedactionStream([], overlap)
        const first = stream.push(input)
        const out = first + stream.push(filler) + stream.end()
        if (first === '' || out !== redactor.redact(input + filler)) different.push(`${text} at ${shift}`)
      }
    }
    expect(different).toEqual([])
  })

  test('any mixture in any chunks gives the same text as all at once, and again nothing new the second time', () => {
    const fragment = fc.oneof(
      fc.constantFrom(...secretCorpus.map((one) => one.text), ...innocentCorpus),
      fc.constantFrom('password=', '-p ', '"', "'", ' ', '\n', '://', '@', ':', 'eyJ', '-----', '[redacted:jwt]', ';', '\\', '/p:', 'x'.repeat(9_000)),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), fc.integer({ min: 1, max: 12_000 }), (parts, size) => {
        const text = parts.join('')
        const whole = redactor.redact(text)
        expect(inChunks(text, size)).toBe(whole)
        expect(redactor.redact(whole)).toBe(whole)
      }),
      { numRuns: 700, seed: 20_261_122 },
    )
  })

  test('an endless secret does not make the stream hold everything', () => {
    const stream = redactor.stream()
    let longest = 0
    let released = 0
    let pushed = 0
    for (let round = 0; round < 400; round += 1) {
      const chunk = 'A'.repeat(5_000)
      pushed += chunk.length
      released += stream.push(round === 0 ? `-----BEGIN RSA PRIVATE KEY-----\n${chunk}` : chunk).length
      longest = Math.max(longest, pushed - released)
    }
    expect(longest).toBeLessThan(200_000)
  })
})

describe('vault values', () => {
  const value = 'k3y/with+odd "chars" ü'
  const tool = createRedactor([value, 'abc'])
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  test('are found as they are, URL-encoded, as JSON and inside base64 at any offset', () => {
    const forms = [value, encodeURIComponent(value), encodeURIComponent(value).toLowerCase(), JSON.stringify(value)]
    for (const form of forms) expect(tool.redact(`x ${form} y`)).toContain('[redacted:vault]')
    for (const user of ['', 'u', 'us', 'use', 'user:']) {
      const safe = tool.redact(`see ${base64(`${user}${value}`)} end`)
      expect(safe).toContain('[redacted:vault]')
      expect(Buffer.from(safe.replaceAll(/\[redacted:vault\]|see | end/g, ''), 'base64').toString()).not.toContain('with')
    }
  })

  test('are found across chunks of any size', () => {
    const text = `${'.'.repeat(60_000)}${value}${'.'.repeat(50_000)}${base64(`jane:${value}`)}${'.'.repeat(9_000)}`
    const whole = tool.redact(text)
    expect(whole).not.toContain(value)
    for (const size of [7, 100, 8_191, 8_192, 8_193, 100_000]) expect(inChunks(text, size, tool)).toBe(whole)
  })

  test('too short to be told from ordinary text are left alone', () => {
    expect(tool.redact('abc abcd')).toBe('abc abcd')
  })
})
