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
 * Says on which physical disk each volume lies. The server sends no partition map, so only what is certain is said: there
 * is one disk only; the device node names the disk (`/dev/sda1`); or every arrangement in which the drive letters fit on
 * the disks puts this one on the same disk.
 */
export function linkVolumes(volumes: readonly Sized[], disks: readonly Sized[]): VolumeLink[] {
  const [only] = disks
  if (only === undefined) return volumes.map(() => unresolved('the server reports no physical disks'))
  if (disks.length === 1) return volumes.map(() => ({ disk: only.key, diskReason: null }))
  const letters = volumes.filter(isLetter)
  const arrangements = arrange(letters, disks)
  return volumes.map((volume) => {
    if (!isLetter(volume)) return linkByName(volume, disks)
    const places = [...new Set(arrangements.map((arrangement) => arrangement[letters.indexOf(volume)] ?? 0))]
    const [place] = places
    if (places.length === 1 && place !== undefined) return { disk: disks[place]?.key ?? '', diskReason: null }
    return unresolved(`the server sends no partition map, and it fits on ${places.length > 1 ? places.length : 'none'} of ${disks.length} disks`)
  })
}

const isLetter = (volume: Sized): boolean => /^[a-z]:\\?$/i.test(volume.key)

const unresolved = (diskReason: string): VolumeLink => ({ disk: null, diskReason })

function linkByName(volume: Sized, disks: readonly Sized[]): VolumeLink {
  const named = disks.find((disk) => isPartitionOf(volume.key, disk.key))
  return named === undefined ? unresolved(`the server does not say on which disk ${volume.key} lies`) : { disk: named.key, diskReason: null }
}

/** `/dev/sda1` is on `sda`, `/dev/nvme0n1p2` on `nvme0n1`. */
const isPartitionOf = (volume: string, disk: string): boolean => {
  const node = volume.replace(/^\/dev\//, '')
  return node.startsWith(disk) && /^(p?\d+)?$/.test(node.slice(disk.length))
}

/** Every way to put the volumes on the disks without overfilling one; none when there are too many. An unknown size takes no room. */
function arrange(volumes: readonly Sized[], disks: readonly Sized[]): number[][] {
  if (disks.length ** volumes.length > MAX_ARRANGEMENTS) return []
  let partial: { readonly places: number[]; readonly free: number[] }[] = [{ places: [], free: disks.map((disk) => (disk.bytes ?? Infinity) * SLACK) }]
  for (const { bytes } of volumes) {
    const size = bytes ?? 0
    partial = partial.flatMap(({ places, free }) =>
      free.flatMap((room, disk) => (room >= size ? [{ places: [...places, disk], free: free.map((left, index) => (index === disk ? left - size : left)) }] : [])),
    )
  }
  return partial.map(({ places }) => places)
}
