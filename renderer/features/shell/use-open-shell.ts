import type { DeviceView } from '#shared/contract/device.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { isUsable } from '#shared/model/capability.ts'
import type { ShellId } from '#shared/model/ids.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { keepShell } from './shell-store.ts'
import type { ShellRequest } from './shell-store.ts'
import { say } from './shell-words.ts'

/** What every part of the shell page needs to know about its device and the modes of the console. */
export interface ShellTabProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

/** The one way a shell is opened: from the form, and by a split. */
export interface ShellOpener {
  /** Why none can be opened now, a sentence; null when one can. */
  readonly reason: string | null
  readonly isRunning: boolean
  readonly error: AppErrorShape | null
  /** Beside another shell of the device, or in a tab of its own. Does nothing while there is a reason or one is being opened. */
  readonly open: (request: ShellRequest, besideId?: ShellId) => void
}

const shellCapabilities = ['shell.interactive', 'shell.streamed', 'shell.buffered'] as const

/** Why no shell can be opened here at all, in the words of the capability map; null when one can. */
function whyNot({ view, isReadOnly, isOffline }: ShellTabProps): string | null {
  if (isReadOnly) return say('readOnly')
  if (isOffline) return say('offline')
  const states = view.capabilities.filter((one) => (shellCapabilities as readonly string[]).includes(one.capability))
  if (states.length === 0 || states.some(isUsable)) return null
  return states[0]?.reason ?? null
}

/** Why nobody knows whether the key may open any shell; null when one is known to be allowed. */
export function whyUnproven(view: DeviceView): string | null {
  const usable = view.capabilities.filter((one) => (shellCapabilities as readonly string[]).includes(one.capability) && isUsable(one))
  return usable.some((one) => one.grant === 'granted') ? null : (usable[0]?.reason ?? null)
}

/** Opens shells on a device. A shell that opens after its page was left is kept all the same. */
export function useOpenShell(props: ShellTabProps): ShellOpener {
  const api = useApi()
  const { run, isRunning, error } = useCommand(async ({ request, besideId }: { readonly request: ShellRequest; readonly besideId: ShellId | null }) =>
    keepShell(api, await api.shell.open(request), request, besideId),
  )
  const reason = whyNot(props)
  return {
    reason,
    isRunning,
    error,
    open: (request, besideId) => {
      if (reason === null && !isRunning) void run({ request, besideId: besideId ?? null })
    },
  }
}
