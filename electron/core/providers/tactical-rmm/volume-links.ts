/** A volume or a disk, as far as its size tells where it can lie. */
export interface Sized {
  readonly key: string
  readonly bytes: number | null
}

/** Where a volume lies: the disk, or why that is not known. */
export type VolumeLink = { readonly disk: string; readonly diskReason: null } | { readonly disk: null; readonly diskReason: string }

/** Rounded sizes of the server may exceed the true ones a little. */
const SLACK = 1.01
/** Beyond this many possibilities nothing is deduced. */
const MAX_ARRANGEMENTS = 5_000

/**
 * Says on which physical disk each volume lies. The server sends no partition map, so only what is certain is said: the
 * device node names the disk (`/dev/sda1`), there is only one disk, or, with several, every arrangement in which the
 * volumes fit on the disks puts this volume on the same one.
 */
export function linkVolumes(volumes: readonly Sized[], disks: readonly Sized[]): VolumeLink[] {
  const only = disks.length === 1 ? disks[0] : undefined
  const arrangements = only === undefined ? arrange(volumes, disks) : []
  return volumes.map((volume, index) => {
    const named = disks.find((disk) => isPartitionOf(volume.key, disk.key)) ?? only
    if (named !== undefined) return { disk: named.key, diskReason: null }
    if (disks.length === 0) return unresolved('the server reports no physical disks')
    const places = new Set(arrangements.map((arrangement) => arrangement[index]))
    const [place] = places
    if (places.size === 1 && place !== undefined) return { disk: disks[place]?.key ?? '', diskReason: null }
    return unresolved(`the server sends no partition map, and it fits on ${places.size > 1 ? places.size : disks.length} disks`)
  })
}

const unresolved = (diskReason: string): VolumeLink => ({ disk: null, diskReason })

/** `/dev/sda1` is on `sda`, `/dev/nvme0n1p2` on `nvme0n1`. */
const isPartitionOf = (volume: string, disk: string): boolean => {
  const node = volume.replace(/^\/dev\//, '')
  return /^[a-z]/.test(disk) && !disk.startsWith('disk') && node.startsWith(disk) && /^p?\d*$/.test(node.slice(disk.length))
}

/** Every way to put the volumes on the disks without overfilling one. Empty when a size is missing or there are too many. */
function arrange(volumes: readonly Sized[], disks: readonly Sized[]): number[][] {
  const sizes = volumes.map((volume) => volume.bytes)
  if (disks.length ** volumes.length > MAX_ARRANGEMENTS || sizes.includes(null) || disks.some((disk) => disk.bytes === null)) return []
  let partial: { readonly places: number[]; readonly free: number[] }[] = [{ places: [], free: disks.map((disk) => (disk.bytes ?? 0) * SLACK) }]
  for (const size of sizes) {
    partial = partial.flatMap(({ places, free }) =>
      free.flatMap((room, disk) =>
        room >= (size ?? 0) ? [{ places: [...places, disk], free: free.map((left, index) => (index === disk ? left - (size ?? 0) : left)) }] : [],
      ),
    )
  }
  return partial.map(({ places }) => places)
}
