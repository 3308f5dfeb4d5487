import { commandFor } from './shell-commands.ts'
import { diskHealthLine, HEALTH_MARK } from './disk-health-line.ts'
import { filterFor } from './filters.ts'
import { samplerLine, SAMPLER_MARK } from './sampler-line.ts'
import { expand, pipelineOf, readRedirections, statementsOf, wordsOf } from './shell-language.ts'
import { err, fail, out, say, type ShellRun, type ShellSession, type ShellStep } from './simulated-shell.ts'

/** Runs a script in a shell. Every line end is that of the device's platform. */
export function* interpret(script: string, session: ShellSession): ShellRun {
  const isWindows = session.device.platform === 'windows'
  const run = answerOf(script, session) ?? runStatements(script, session)
  for (;;) {
    const { value, done } = run.next()
    if (done) return value
    yield value.kind === 'wait' || !isWindows ? value : { ...value, text: value.text.replace(/\r?\n/g, '\r\n') }
  }
}

/** The answer of a script of ours, which uses more of the language than these shells have. */
function answerOf(script: string, { device, fleet }: ShellSession): ShellRun | null {
  if (script.includes(SAMPLER_MARK)) return say(samplerLine(device, fleet))
  return script.includes(HEALTH_MARK) ? say(diskHealthLine(device)) : null
}

function* runStatements(script: string, session: ShellSession): ShellRun {
  for (const { text, when } of statementsOf(script, session.dialect)) {
    if (when === 'and' && session.lastExit !== 0) continue
    if (when === 'or' && session.lastExit === 0) continue
    session.lastExit = yield* runStatement(text, session)
    if (session.isOver) break
  }
  return session.lastExit
}

function* runStatement(text: string, session: ShellSession): ShellRun {
  if (assign(text, session)) return 0
  const { command, dropsOutput, errors } = readRedirections(text)
  const [first = '', ...filters] = pipelineOf(command)
  const run = filters.length ? filtered(first, filters, session) : runCommand(first, session)
  for (;;) {
    const { value, done } = run.next()
    if (done) return value
    const step = value.kind === 'err' && errors === 'joined' ? out(value.text) : value
    const isDropped = (step.kind === 'out' && dropsOutput) || (step.kind === 'err' && errors === 'dropped')
    if (!isDropped) yield step
  }
}

/** Runs the first command to its end and hands its output through the filters. */
function* filtered(first: string, filters: readonly string[], session: ShellSession): ShellRun {
  let text = ''
  const run = runCommand(first, session)
  let step: IteratorResult<ShellStep, number> = run.next()
  for (; !step.done; step = run.next()) {
    if (step.value.kind === 'out') text += step.value.text
    else yield step.value
  }
  for (const filter of filters) {
    const [name = '', ...words] = wordsOf(expand(filter, session.dialect, session.variables))
    const apply = filterFor(name, words)
    if (!apply) {
      yield err(unknownCommand(name, session))
      return 1
    }
    text = apply(text)
  }
  if (text) yield out(text)
  return step.value
}

function* runCommand(text: string, session: ShellSession): ShellRun {
  const [name = '', ...words] = wordsOf(expand(text, session.dialect, session.variables))
  const command = commandFor(name, session)
  if (command) return yield* command(words, session, text)
  const literal = literalOf(text, session)
  if (literal !== null) return yield* say(literal)
  return yield* fail(unknownCommand(name, session), session.dialect === 'bash' ? 127 : 1)
}

const assignments = {
  powershell: /^\$(?:env:)?(\w+)\s*=\s*(.*)$/s,
  cmd: /^set\s+"?(\w+)=(.*?)"?$/i,
  bash: /^(?:export\s+)?(\w+)=(\S*|"[^"]*"|'[^']*')$/,
} as const

/** `$name = value`, `set NAME=value`, `NAME=value` and `export NAME=value`. */
function assign(text: string, session: ShellSession): boolean {
  const found = assignments[session.dialect].exec(text)
  if (!found) return false
  session.variables.set(found[1]!, wordsOf(expand(found[2]!, session.dialect, session.variables)).join(' '))
  return true
}

/** In PowerShell a text, a number or a variable alone prints itself. */
function literalOf(text: string, session: ShellSession): string | null {
  if (session.dialect !== 'powershell' || !/^(["'].*["']|\d+(\.\d+)?|\$(?:env:)?\w+)$/s.test(text)) return null
  const value = wordsOf(expand(text, session.dialect, session.variables)).join(' ')
  return value.startsWith('$') ? '' : value
}

function unknownCommand(name: string, { dialect }: ShellSession): string {
  switch (dialect) {
    case 'cmd': return `'${name}' is not recognized as an internal or external command,\noperable program or batch file.\n`
    case 'bash': return `/bin/bash: line 1: ${name}: command not found\n`
    case 'powershell': return [
      `${name} : The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling`,
      'of the name, or if a path was included, verify that the path is correct and try again.', 'At line:1 char:1', `+ ${name}`,
      `+ ${'~'.repeat(name.length)}`, `    + CategoryInfo          : ObjectNotFound: (${name}:String) [], CommandNotFoundException`,
      '    + FullyQualifiedErrorId : CommandNotFoundException', ' ', '',
    ].join('\n')
  }
}
