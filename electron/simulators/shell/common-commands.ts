import type { CommandSet, ShellCommand } from './shell-commands.ts'
import { endWith, err, fail, out, say, wait, type ShellRun } from './simulated-shell.ts'

/** Bytes of one piece of a flood: 64 lines of 1,024 bytes. */
const FLOOD_LINE = `${'0123456789abcdef'.repeat(63)}0123456789abcde\n`

/** Writes so many bytes as fast as they are taken. For tests of flow control. */
function* flood([amount = '0']: readonly string[]): ShellRun {
  const piece = FLOOD_LINE.repeat(64)
  for (let left = Number(amount); left > 0; left -= piece.length) yield out(left >= piece.length ? piece : piece.slice(0, left))
  return 0
}

/** `exit /b 3` in cmd, `exit 3` elsewhere. */
const exit: ShellCommand = (words, session) => {
  session.isOver = true
  return endWith(Number(words.find((word) => /^-?\d+$/.test(word)) ?? session.lastExit))
}

function* sleep(words: readonly string[]): ShellRun {
  const amount = words.findLast((word) => /^\d+(\.\d+)?[smh]?$/.test(word))
  if (amount === undefined) return yield* fail('sleep: missing operand')
  const isMilliseconds = words.some((word) => /^-m(illiseconds)?$/i.test(word))
  yield wait(Number.parseFloat(amount) * (amount.endsWith('m') ? 60 : amount.endsWith('h') ? 3600 : 1) / (isMilliseconds ? 1000 : 1))
  return 0
}

/** Ends with an error after some output, for tests of partial results. */
function* crash(): ShellRun {
  yield out('working\n')
  yield err('something broke\n')
  return 3
}

/** Commands every shell understands. */
export const commonCommands: CommandSet = {
  flood, exit, crash, sleep, 'start-sleep': sleep,
  hostname: (_words, { device }) => say(device.hostName), whoami: (_words, { user }) => say(user),
}
