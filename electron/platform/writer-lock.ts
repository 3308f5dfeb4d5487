import { join } from 'node:path'
import type { Stop } from '#shared/util/stop.ts'
import { takeProcessLock } from './process-lock.ts'

/** Makes this process the writer of a profile; undefined when another one is. The stop gives the right back. */
export const takeWriterLock = (folder: string): Stop | undefined => takeProcessLock(join(folder, 'writer.lock'), 0)
