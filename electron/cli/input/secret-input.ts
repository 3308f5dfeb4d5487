import { AppError } from '#shared/errors/app-error.ts'

/** Where a command gets a secret from: never from an argument, which every process on the computer can read. */
export interface SecretRequest {
  readonly label: string
  /** Environment variable that may hold it. */
  readonly variable: string
  /** True when `--…-stdin` asked for it to be read from standard input. */
  readonly fromStdin: boolean
  readonly isRequired: boolean
}

const missing = ({ label, variable }: SecretRequest) =>
  new AppError({
    code: 'input.invalid',
    what: `The ${label} is missing, and there is no terminal to ask for it.`,
    effect: 'Nothing was sent.',
    next: `Set ${variable}, or pass it on standard input.`,
    remedy: 'check-input',
  })

/** Reads all of standard input, without the line end. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString().replace(/\r?\n$/, '')
}

/** Asks on the terminal without showing what is typed. */
export function promptHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  // SECURITY: before the question, so that no key typed at once is shown by the terminal.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.resume()
  stdin.setEncoding('utf8')
  return new Promise((done, fail) => {
    let typed = ''
    const end = (finish: () => void) => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      finish()
    }
    const onData = (text: string) => {
      for (const key of text) {
        if (key === '\r' || key === '\n') return end(() => done(typed))
        if (key === '\u0003') return end(() => fail(new Error('interrupted')))
        typed = key === '\u007f' ? typed.slice(0, -1) : typed + key
      }
    }
    stdin.on('data', onData)
  })
}

/** SECURITY: taken, not read, so that no process we start inherits it. */
function takeVariable(name: string): string | undefined {
  const value = process.env[name]
  delete process.env[name]
  return value
}

/** Gets one secret: standard input if asked for, else the environment, else a hidden prompt. Undefined when optional and absent. */
export async function readSecret(request: SecretRequest): Promise<string | undefined> {
  if (request.fromStdin) return readStdin()
  const fromEnvironment = takeVariable(request.variable)
  if (fromEnvironment) return fromEnvironment
  if (process.stdin.isTTY) {
    const typed = await promptHidden(`${request.label}${request.isRequired ? '' : ' (Enter to leave out)'}: `)
    if (typed !== '') return typed
  }
  if (request.isRequired) throw missing(request)
  return undefined
}

const isCode = (typed: string): boolean => /^\d{6}$/.test(typed.trim())

/** What a sign-in needs: the user, the password, and the one-time code when there is one. */
export async function readSignIn(user: string): Promise<{ readonly user: string; readonly password?: string; readonly code?: string }> {
  const password = await readSecret({ label: `Password of ${user}`, variable: 'OUTRIDER_PASSWORD', fromStdin: false, isRequired: true })
  const code = await readSecret({ label: 'One-time code', variable: 'OUTRIDER_CODE', fromStdin: false, isRequired: false })
  if (code !== undefined && !isCode(code)) {
    throw new AppError({ code: 'input.invalid', what: 'A one-time code is six digits.', effect: 'Nothing was sent.', next: 'Take the code that your authenticator shows now.', remedy: 'check-input' })
  }
  return { user, ...(password === undefined ? {} : { password }), ...(code === undefined ? {} : { code: code.trim() }) }
}
