import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface RotatingFileOptions {
  readonly folder: string
  readonly name: string
  readonly maxBytes: number
  /** Files kept, the current one included. */
  readonly maxFiles: number
  readonly maxAgeMs: number
}

export interface RotatingFile {
  write(line: string): void
  /** What went wrong last, or null. */
  readonly problem: () => string | null
  readonly close: () => void
}

/**
 * Appends whole lines to `<name>.log`; a full file becomes `<name>.1.log`, that one `<name>.2.log`, and the last goes.
 * Written at once, not buffered: the line before a crash is the one that is needed. A folder that cannot be written
 * costs the log and nothing else.
 */
export function openRotatingFile(options: RotatingFileOptions): RotatingFile {
  let problem: string | null = null
  let open: { readonly descriptor: number; bytes: number } | undefined
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
      open = undefined
    }
  }
  const close = () => {
    if (open !== undefined) closeSync(open.descriptor)
    open = undefined
  }
  attempt(() => {
    dropOld(options)
    open = openCurrent(options)
  })
  return {
    write: (line) => {
      if (open === undefined) return
      attempt(() => {
        if (open !== undefined && open.bytes + Buffer.byteLength(line) > options.maxBytes && open.bytes > 0) {
          close()
          shift(options)
          open = openCurrent(options)
        }
        if (open !== undefined) open.bytes += writeSync(open.descriptor, line)
      })
    },
    problem: () => problem,
    close: () => attempt(close),
  }
}

const fileAt = ({ folder, name }: RotatingFileOptions, index: number): string => join(folder, index === 0 ? `${name}.log` : `${name}.${index}.log`)

function openCurrent(options: RotatingFileOptions): { descriptor: number; bytes: number } {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const descriptor = openSync(fileAt(options, 0), 'a', 0o600)
  return { descriptor, bytes: fstatSync(descriptor).size }
}

function shift(options: RotatingFileOptions): void {
  rmSync(fileAt(options, options.maxFiles - 1), { force: true })
  for (let index = options.maxFiles - 2; index >= 0; index--) {
    if (existsSync(fileAt(options, index))) renameSync(fileAt(options, index), fileAt(options, index + 1))
  }
}

function dropOld(options: RotatingFileOptions): void {
  for (let index = 0; index < options.maxFiles; index++) {
    const file = fileAt(options, index)
    if (existsSync(file) && Date.now() - statSync(file).mtimeMs > options.maxAgeMs) rmSync(file)
  }
}
