import type { Dialect } from './simulated-shell.ts'

/** One command of a script and how it hangs on the one before. */
export interface Statement {
  readonly text: string
  /** `and`: only if the last one succeeded; `or`: only if it failed. */
  readonly when: 'always' | 'and' | 'or'
}

/** Splits a script into statements: lines, `;`, `&&`, `||` and, in cmd, `&`. Quoted text stays whole, comments go. */
export function statementsOf(script: string, dialect: Dialect): readonly Statement[] {
  const statements: Statement[] = []
  let when: Statement['when'] = 'always'
  for (const { text, end } of pieces(script, dialect === 'cmd' ? /^(\r?\n|&&|\|\||&)/ : /^(\r?\n|;|&&|\|\|)/)) {
    const command = withoutComment(text.trim(), dialect)
    if (command) statements.push({ text: command, when })
    when = end === '&&' ? 'and' : end === '||' ? 'or' : 'always'
  }
  return statements
}

/** Splits a statement at its pipes. */
export const pipelineOf = (statement: string): readonly string[] => [...pieces(statement, /^\|/)].map(({ text }) => text.trim()).filter(Boolean)

/** Splits a command into words; quotes group and go. */
export function wordsOf(command: string): readonly string[] {
  const words: string[] = []
  for (const [, double, single, bare] of command.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+)/g)) words.push(double ?? single ?? bare ?? '')
  return words
}

/** Fills in variables: `%NAME%` in cmd, `$env:NAME` and `$name` in PowerShell, `$NAME` and `${NAME}` in bash. */
export function expand(text: string, dialect: Dialect, variables: ReadonlyMap<string, string>): string {
  const find = (name: string): string | undefined =>
    variables.get(name) ?? [...variables].find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1]
  switch (dialect) {
    case 'cmd': return text.replace(/%(\w+)%/g, (whole, name: string) => find(name) ?? whole)
    case 'powershell': return text.replace(/\$(?:env:)?(\w+)/gi, (whole, name: string) => find(name) ?? whole)
    case 'bash': return text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => variables.get(name) ?? '')
  }
}

/** Where the output of a command goes, and the command without that. */
export interface Redirected {
  readonly command: string
  readonly dropsOutput: boolean
  readonly errors: 'kept' | 'joined' | 'dropped'
}

export function readRedirections(command: string): Redirected {
  const errors = /(2|\*)>&1/.test(command) ? 'joined' : /2>\s*(nul|\/dev\/null|\$null)/i.test(command) ? 'dropped' : 'kept'
  const bare = command.replace(/(\d|\*)>&\d/g, '').replace(/2>\s*(nul|\/dev\/null|\$null)\b/gi, '')
  const dropsOutput = /(?:^|[^\d-])>\s*(nul|\/dev\/null|\$null)\b/i.test(bare)
  return { command: bare.replace(/>\s*(nul|\/dev\/null|\$null)\b/gi, '').trim(), dropsOutput, errors }
}

/** Cuts text at a separator outside quotes. */
function* pieces(text: string, separator: RegExp): Generator<{ readonly text: string; readonly end: string }> {
  let start = 0
  let quote = ''
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index]!
    if (quote) { if (letter === quote) quote = '' } else if (letter === '"' || letter === "'") quote = letter
    else {
      const end = separator.exec(text.slice(index, index + 2))?.[0]
      if (end === undefined || isPartOfMore(text, index, end)) continue
      yield { text: text.slice(start, index), end }
      index += end.length - 1
      start = index + 1
    }
  }
  yield { text: text.slice(start), end: '' }
}

/** A pipe must not cut `||`, an ampersand not `2>&1`. */
const isPartOfMore = (text: string, index: number, end: string): boolean =>
  (end === '&' && text[index - 1] === '>') || (end === '|' && (text[index + 1] === '|' || text[index - 1] === '|'))

function withoutComment(line: string, dialect: Dialect): string {
  if (dialect === 'cmd') return /^(rem\b|::)/i.test(line) ? '' : line.replace(/^@/, '').trim()
  return line.startsWith('#') ? '' : line
}
