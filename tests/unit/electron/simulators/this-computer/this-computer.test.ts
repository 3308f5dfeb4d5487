import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createFleet } from '#simulators/fleet/fleet.ts'
import { restart, shutDown, isReachable } from '#simulators/fleet/power.ts'
import { runToEnd } from '#simulators/shell/run-command.ts'
import { endRealProcess, realProcesses } from '#simulators/this-computer/real-processes.ts'
import { openRealTerminal, terminalObstacle } from '#simulators/this-computer/real-terminal.ts'
import { addThisComputer } from '#simulators/this-computer/this-device.ts'
import { eventually } from '#tests/builders/eventually.ts'

const fleet = createFleet({ seed: 1, devices: 6, waitScale: 1, now: Date.now })
const device = addThisComputer(fleet)
const isUnix = process.platform !== 'win32'

describe('this computer in the practice fleet', () => {
  test('it is one more device in a client of its own, with its real name', () => {
    expect([fleet.size, device.hostName, fleet.clientOf(device).name]).toEqual([7, hostname(), 'This computer'])
    expect(isReachable(device, fleet)).toBe(true)
  })

  test('power commands never reach it', () => {
    restart(device, fleet)
    shutDown(device, fleet)
    expect(isReachable(device, fleet)).toBe(true)
  })

  test.runIf(isUnix)('commands run for real and end at their time limit', async () => {
    const run = (text: string, timeoutSeconds: number) => runToEnd({ device, fleet, shell: '/bin/bash', text, timeoutSeconds, environment: ['WORD=x y'] })
    expect(await run('echo "$WORD"; echo problem >&2; exit 3', 10)).toMatchObject({ stdout: 'x y\n', stderr: 'problem\n', exitCode: 3 })
    expect(await run('echo started; sleep 60', 0.2)).toMatchObject({ stdout: 'started\n', hasTimedOut: true })
  })

  test.runIf(isUnix)('its processes are real, and it does not end the simulator itself', async () => {
    expect((await realProcesses()).some(({ pid }) => pid === process.pid)).toBe(true)
    expect([endRealProcess(process.pid), endRealProcess(1)]).toEqual([false, false])
  })

  test.runIf(isUnix && terminalObstacle() === null)('the terminal is a real one: it has a tty, a size and an end', async () => {
    let screen = ''
    let exitCode: number | null = null
    const terminal = openRealTerminal({ output: async (text) => { screen += text }, end: (code) => { exitCode = code } })
    const type = (data: string, seen: RegExp) => { terminal.input(data); return eventually(String(seen), () => seen.test(screen)) }
    await type('tty\r', /\/dev\/pts\/\d+|\/dev\/ttys\d+/)
    terminal.resize(33, 111)
    // The size is set by another process: ask again until it is there.
    for (let sizes: RegExpMatchArray[] = []; !sizes.some(([size]) => size === '33 111');) {
      terminal.input('stty size\r')
      const before = sizes.length
      await eventually('an answer', () => (sizes = [...screen.matchAll(/^\d+ \d+(?=\r?$)/gm)]).length > before)
    }
    terminal.input('exit 0\r')
    await eventually('the end', () => exitCode !== null)
    expect(exitCode).toBe(0)
  })

  test.runIf(isUnix && terminalObstacle() === null)('killing the terminal ends the shell in it', async () => {
    let screen = ''
    const terminal = openRealTerminal({ output: async (text) => { screen += text }, end: () => undefined })
    terminal.input('echo shell=$$=\r')
    const shell = await eventually('the shell says who it is', () => /shell=(\d+)=/.exec(screen)?.[1])
    const isAlive = async () => (await realProcesses()).some(({ pid }) => pid === Number(shell))
    expect(await isAlive()).toBe(true)
    terminal.kill()
    while (await isAlive()) await new Promise(setImmediate)
  })
})
