import { expect, test } from 'vitest'
import { createPractice } from '#platform/practice-process.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'

test('B134: the practice fleet answers in a process of its own and ends when it is stopped', async () => {
  const practice = createPractice(spawnSimulator)
  try {
    const { url, apiKey } = await practice.start(12)
    const answer = await fetch(`${url}/agents/`, { headers: { 'X-API-KEY': apiKey } })
    expect(await answer.json()).toHaveLength(12)
    expect(await practice.start(12)).toMatchObject({ url })
    practice.stop()
    await expect.poll(() => fetch(url).then(() => 'answers', () => 'gone'), { timeout: 10_000 }).toBe('gone')
  } finally {
    practice.stop()
  }
})

test('a simulator that ends before it is ready is an error with words, and a later start tries again', async () => {
  let starts = 0
  const practice = createPractice(() => {
    starts += 1
    return { onOutput: (listen) => listen('warming up\nREADY'), onEnd: (listen) => listen('ended with code 3'), kill: () => undefined }
  })
  const failure = { shape: { code: 'internal', facts: { reason: 'ended with code 3' }, remedy: 'retry' } }
  await expect(practice.start(5)).rejects.toMatchObject(failure)
  await expect(practice.start(5)).rejects.toMatchObject(failure)
  expect(starts).toBe(2)
})

test('the READY line may arrive in pieces', async () => {
  const practice = createPractice(() => ({
    onOutput: (listen) => ['note\nREADY {"url":"http://127.0', '.0.1:1","apiKey":"k","totpSecret":"JBSWY3DPEHPK3PXP"}', '\n'].forEach(listen),
    onEnd: () => undefined,
    kill: () => undefined,
  }))
  expect(await practice.start(5)).toMatchObject({ url: 'http://127.0.0.1:1', apiKey: 'k', code: expect.stringMatching(/^\d{6}$/) })
})
