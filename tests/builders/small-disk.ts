import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const run = (...[command = '', ...args]: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Why no disk can be mounted here; null where one can. It takes Linux and the rights of its administrator. */
export function whyNoSmallDisk(place: string): string | null {
  if (process.platform !== 'linux') return 'only Linux has tmpfs'
  mkdirSync(place, { recursive: true })
  const isMounted = run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place)
  if (isMounted) run('umount', place)
  rmSync(place, { recursive: true, force: true })
  return isMounted ? null : 'this user may not mount a disk'
}

/** A disk of its own for a test, in memory, that can really be full. */
export interface SmallDisk {
  /** Leaves exactly this much room, in KiB. */
  fillUpTo(freeKiB: number): void
  free(): void
  remove(): void
}

export function mountSmallDisk(place: string, sizeMiB: number): SmallDisk {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=0700`, 'tmpfs', place)) throw new Error('the small disk was not mounted')
  const filler = join(place, 'filler')
  const free = () => rmSync(filler, { force: true })
  return {
    fillUpTo: (freeKiB) => {
      free()
      const { bavail, bsize } = statfsSync(place)
      writeFileSync(filler, Buffer.alloc(bavail * bsize - freeKiB * 1024))
    },
    free,
    remove: () => void run('umount', '--lazy', place),
  }
}
