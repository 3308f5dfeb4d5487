import { describe, expect, test } from 'vitest'
import { createFleet } from '#simulators/fleet/fleet.ts'
import { runToEnd } from '#simulators/shell/run-command.ts'

const fleet = createFleet({ seed: 1, devices: 10, waitScale: 0.001, now: () => Date.UTC(2026, 10, 18, 12) })
const windows = fleet.byId(1)!
const linux = fleet.byId(3)!
const run = (text: string, shell = 'powershell', device = windows, timeoutSeconds = 30) =>
  runToEnd({ device, fleet, shell, text, timeoutSeconds, environment: ['TARGET=C:\\Temp=1'], arguments: ['one'] })

describe('the simulated shells', () => {
  test('each knows its own words and line ends', async () => {
    expect((await run('echo a b', 'cmd')).stdout).toBe('a b\r\n')
    expect((await run('Write-Output "a  b"')).stdout).toBe('a  b\r\n')
    expect((await run('echo "a  b"', '/bin/bash', linux)).stdout).toBe('a  b\n')
    expect((await run('whoami')).stdout).toBe('nt authority\\system\r\n')
    expect((await run('hostname', '/bin/bash', linux)).stdout).toBe(`${linux.hostName}\n`)
  })

  test('unknown commands fail as they do in that shell', async () => {
    expect(await run('frob', 'cmd')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is not recognized as an internal or external command') })
    expect(await run('Get-Frob')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('CommandNotFoundException') })
    expect(await run('frob', '/bin/bash', linux)).toMatchObject({ exitCode: 127, stderr: '/bin/bash: line 1: frob: command not found\n' })
  })

  test('statements, conditions, variables, pipes and redirections', async () => {
    expect((await run('echo one\necho two & echo three', 'cmd')).stdout).toBe('one\r\ntwo\r\nthree\r\n')
    expect((await run('false && echo no; true && echo yes || echo never', '/bin/bash', linux)).stdout).toBe('yes\n')
    expect((await run('NAME=x; echo $NAME-$1', '/bin/bash', linux)).stdout).toBe('x-one\n')
    expect((await run('echo $env:TARGET')).stdout).toBe('C:\\Temp=1\r\n')
    expect((await run('ps | grep postgres | wc -l', '/bin/bash', linux)).stdout).toBe('2\n')
    expect(await run('frob *>&1')).toMatchObject({ stderr: '', stdout: expect.stringContaining('frob') })
    expect(await run('frob 2>/dev/null; echo ok', '/bin/bash', linux)).toMatchObject({ stderr: '', stdout: 'ok\n' })
  })

  test('exit gives its code and stops the script', async () => {
    expect(await run('echo a; exit 7; echo b')).toMatchObject({ exitCode: 7, stdout: 'a\r\n' })
    expect(await run('exit /b 3', 'cmd')).toMatchObject({ exitCode: 3 })
  })

  test('sleep takes its time on the device and ends at the time limit', async () => {
    const long = await run('echo before; Start-Sleep -Seconds 60; echo after', 'powershell', windows, 5)
    expect(long).toMatchObject({ hasTimedOut: true, stdout: 'before\r\n', seconds: 5 })
    expect(await run('sleep 2; echo done', '/bin/bash', linux)).toMatchObject({ hasTimedOut: false, stdout: 'done\n' })
  })

  test('services answer to the shell as to the API', async () => {
    expect((await run('Get-Service Spooler')).stdout).toMatch(/Running\s+Spooler/)
    await run('Stop-Service -Name Spooler')
    expect((await run('sc query Spooler', 'cmd')).stdout).toContain('STOPPED')
    expect(await run('Get-Service NoSuch')).toMatchObject({ exitCode: 1 })
  })

  test('the measuring script is answered with one line of counters', async () => {
    const { stdout, exitCode } = await run('# outrider-sampler v1\nGet-Counter lots-of-things')
    expect([exitCode, stdout.trim().split('\n')]).toEqual([0, [expect.any(String)]])
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, cpu: { load1: null, queue: expect.any(Number) }, memory: { total: expect.any(Number) } })
    const unix = JSON.parse((await run('# outrider-sampler v1', '/bin/bash', linux)).stdout)
    expect(unix).toMatchObject({ cpu: { load1: expect.any(Number), queue: null }, interfaces: [{ name: 'eth0', up: true }] })
  })

  test('a flood has exactly the size that was asked for', async () => {
    expect((await run('flood 200000', '/bin/bash', linux)).stdout).toHaveLength(200_000)
  })
})
