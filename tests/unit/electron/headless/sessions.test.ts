import { expect, test } from 'vitest'
import { cookieName, createSessions, sessionTimes } from '#headless/sessions.ts'

function signIn(now: () => number) {
  const sessions = createSessions(now)
  const session = sessions.exchange(sessions.createLaunchCode())
  return { sessions, cookie: `other=1; ${cookieName}=${session?.secret}` }
}

test('B132: a launch code works once and only for a minute', () => {
  let now = 1_000
  const sessions = createSessions(() => now)
  const used = sessions.createLaunchCode()
  expect(sessions.exchange(used)).toBeDefined()
  expect(sessions.exchange(used)).toBeUndefined()
  const late = sessions.createLaunchCode()
  now += sessionTimes.launchMs + 1
  expect(sessions.exchange(late)).toBeUndefined()
  expect(sessions.exchange('')).toBeUndefined()
})

test('B132: a session ends when idle, and after twelve hours however busy', () => {
  let now = 1_000
  const { sessions, cookie } = signIn(() => now)
  now += sessionTimes.idleMs - 1
  expect(sessions.find(cookie)).toBeDefined()
  now += sessionTimes.idleMs + 1
  expect(sessions.find(cookie)).toBeUndefined()
  const busy = signIn(() => now)
  const start = now
  while (now - start < sessionTimes.absoluteMs - sessionTimes.idleMs) {
    now += sessionTimes.idleMs / 2
    expect(busy.sessions.find(busy.cookie)).toBeDefined()
  }
  now = start + sessionTimes.absoluteMs + 1
  expect(busy.sessions.find(busy.cookie)).toBeUndefined()
})

test('B132: a cookie nobody was given opens nothing', () => {
  const { sessions } = signIn(() => 1_000)
  expect(sessions.find(`${cookieName}=guess`)).toBeUndefined()
  expect(sessions.find(undefined)).toBeUndefined()
})
