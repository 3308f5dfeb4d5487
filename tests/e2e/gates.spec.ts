import { expect, test } from './fixtures/console-test.ts'

test('B127: the content policy blocks inline script, eval, remote script, style and connection', async ({ running: { page } }) => {
  const blocked = await page.evaluate(async () => {
    const violations: string[] = []
    addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const add = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, fields: object) => document.head.append(Object.assign(document.createElement(tag), fields))
    add('script', { textContent: 'globalThis.wasTaken = true' })
    add('script', { src: 'https://elsewhere.example/x.js' })
    add('link', { rel: 'stylesheet', href: 'https://elsewhere.example/x.css' })
    document.head.insertAdjacentHTML('beforeend', '<style>body { display: none }</style>')
    add('base', { href: 'https://elsewhere.example/' })
    await fetch('https://elsewhere.example/').catch(() => undefined)
    Reflect.apply(setTimeout, undefined, ['globalThis.wasEvaluated = true'])
    await new Promise((done) => setTimeout(done, 20))
    return { violations, wasEvaluated: 'wasEvaluated' in globalThis, wasTaken: 'wasTaken' in globalThis }
  })
  expect(blocked).toMatchObject({ wasEvaluated: false, wasTaken: false })
  expect(new Set(blocked.violations)).toEqual(new Set(['script-src-elem', 'style-src-elem', 'connect-src', 'base-uri', 'script-src']))
})

test('B130: a start asks nothing of any other place', async ({ running: { page } }) => {
  await page.waitForLoadState('load')
  const asked = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
  const { origin } = new URL(page.url())
  expect(asked).not.toEqual([])
  expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([])
})
