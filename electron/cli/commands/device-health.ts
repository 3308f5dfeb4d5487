import type { Command } from 'commander'
import type { DeviceHealth } from '#shared/model/disk-health.ts'
import { exitCodeOfOperation, exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { describeOperation, describePreview } from '../output/describe-operation.ts'
import { toAgo, toBytes, toText } from '../output/format.ts'
import { plain, toTable } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { Session } from '../session.ts'
import { waitForEnd } from '../wait-for-end.ts'

function describeHealth({ disks, readAt, source }: DeviceHealth, now: number): string {
  if (readAt === null) return 'Unknown: not collected. Read it with --read; that runs one small script on the device.'
  const table = toTable<DeviceHealth['disks'][number]>(
    [
      { title: 'Health', value: (row) => row.verdict.word },
      { title: 'Disk', value: (row) => row.evidence.name },
      { title: 'Model', value: (row) => toText(row.evidence.model), maxWidth: 32 },
      { title: 'Serial', value: (row) => toText(row.evidence.serial), maxWidth: 24 },
      { title: 'Size', value: (row) => toBytes(row.evidence.bytes), isRight: true },
      { title: 'Why', value: (row) => row.verdict.reason, maxWidth: 90 },
    ],
    disks,
  )
  return [table, `Read ${toAgo(readAt, now)} from ${plain(source)}. Clean attributes are no all-clear: disks also fail without any warning.`].join('\n')
}

interface HealthOptions {
  readonly read?: boolean
  readonly showRequest?: boolean
}

async function health(session: Session, typed: string, options: HealthOptions): Promise<number> {
  const { api, print, note, isJson } = session
  const { id } = await findDevice(api, typed)
  if (options.showRequest) {
    const preview = await api.device.previewHealth({ deviceId: id })
    print(preview, () => describePreview(preview))
    return exitCodes.done
  }
  const operation = options.read ? await waitForEnd(session, await api.device.readHealth({ deviceId: id })) : null
  const found = await api.device.health({ deviceId: id })
  print(found, () => describeHealth(found, Date.now()))
  if (operation && operation.state !== 'succeeded' && !isJson) note(describeOperation(operation))
  return operation ? exitCodeOfOperation(operation) : exitCodes.done
}

/** `outrider device health …`. */
export function addDeviceHealthCommand(device: Command): void {
  device
    .command('health <device>')
    .description('Good, warning, failing or unknown for each disk, and what triggered it')
    .option('--read', 'read it from the device first: one script that only reads, refused in read-only mode and recorded')
    .option('--show-request', 'print exactly what --read would send, and send nothing')
    .addHelpText('after', '\nExamples:\n  outrider device health ACME-WS01\n  outrider device health ACME-WS01 --read --json')
    .action((typed: string, options: HealthOptions, command: Command) => withSession(command.optsWithGlobals(), (session) => health(session, typed, options)))
}
