import { Command as Kit } from 'cmdk'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { DeviceStatus } from '#shared/model/device.ts'
import { useFleet } from '../features/inventory/fleet-context.ts'
import { clientColorValue } from '../lib/client-color.ts'
import { StatusShape } from '../ui/status-shape.tsx'
import { say } from './app-words.ts'
import styles from './command-palette.module.css'
import type { Command } from './commands.ts'
import { searchPalette } from './palette-search.ts'
import { useOpenDevice } from './use-open-device.ts'
import { useWorkspace, useWorkspaceState } from './workspace-store.ts'

/** The last query comes back when the palette is opened again within this time. */
const rememberMs = 60_000
const last = { text: '', at: 0 }

interface ItemProps {
  readonly value: string
  readonly onSelect: () => void
  readonly isOff?: boolean
  readonly children: ReactNode
}

const Item = ({ value, onSelect, isOff = false, children }: ItemProps) => (
  <Kit.Item className={styles.item} value={value} disabled={isOff} onSelect={onSelect}>
    {children}
  </Kit.Item>
)

function Devices({ rows, onPick }: { readonly rows: readonly number[]; readonly onPick: (row: number) => void }) {
  const { table } = useFleet()
  if (rows.length === 0) return null
  return (
    <Kit.Group heading={say('groupDevices')}>
      {rows.map((row) => (
        <Item key={row} value={`device-${row}`} onSelect={() => onPick(row)}>
          <StatusShape shape={(table.dictionary.status.at(row) ?? 'unknown') as DeviceStatus} isTinted />
          <span className={styles.strong}>{table.texts.name[row]}</span>
          <span className={styles.more}>{[table.dictionary.client.at(row), table.dictionary.site.at(row), table.texts.user[row]].filter(Boolean).join(', ')}</span>
        </Item>
      ))}
    </Kit.Group>
  )
}

function Clients({ names, onPick }: { readonly names: readonly string[]; readonly onPick: (client: string) => void }) {
  if (names.length === 0) return null
  return (
    <Kit.Group heading={say('groupClients')}>
      {names.map((client) => (
        <Item key={client} value={`client-${client}`} onSelect={() => onPick(client)}>
          <span className={styles.edge} style={{ background: clientColorValue(client) }} />
          <span className={styles.name}>{client}</span>
        </Item>
      ))}
    </Kit.Group>
  )
}

function Commands({ commands, onPick }: { readonly commands: readonly Command[]; readonly onPick: (command: Command) => void }) {
  if (commands.length === 0) return null
  return (
    <Kit.Group heading={say('groupCommands')}>
      {commands.map((command) => (
        <Item key={command.id} value={`command-${command.id}`} isOff={command.disabledReason !== null} onSelect={() => onPick(command)}>
          <span className={styles.name}>{command.title}</span>
          <span className={styles.more}>{command.disabledReason}</span>
          <span className={styles.chord}>{command.shortcut}</span>
        </Item>
      ))}
    </Kit.Group>
  )
}

function usePalette(commands: readonly Command[]) {
  const workspace = useWorkspace()
  const fleet = useFleet()
  const openDevice = useOpenDevice()
  const [text, setText] = useState(() => (Date.now() - last.at < rememberMs ? last.text : ''))
  const found = useMemo(() => searchPalette(text, fleet.table, commands), [text, fleet.table, commands])
  const close = () => {
    last.text = text
    last.at = Date.now()
    workspace.show(null)
  }
  const pick = (act: () => void) => {
    close()
    act()
  }
  const showClient = (client: string) => {
    fleet.actions.setScope({ client, site: null })
    workspace.open({ kind: 'fleet' })
  }
  return {
    text,
    setText,
    found,
    close,
    isEmpty: found.devices.length + found.clients.length + found.commands.length === 0,
    pickDevice: (row: number) => pick(() => openDevice(fleet.table.idAt(row))),
    pickClient: (client: string) => pick(() => showClient(client)),
    pickCommand: (command: Command) => pick(command.run),
  }
}

function Palette({ commands }: { readonly commands: readonly Command[] }) {
  const { text, setText, found, close, isEmpty, pickDevice, pickClient, pickCommand } = usePalette(commands)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  const commandsFound = <Commands commands={found.commands} onPick={pickCommand} />
  return (
    <div className={styles.overlay} onMouseDown={(event) => event.target === event.currentTarget && close()}>
      <div role="dialog" aria-modal aria-label={say('palette')} className={styles.palette} onKeyDown={onKeyDown}>
        <Kit label={say('palette')} shouldFilter={false} loop>
          <Kit.Input className={styles.input} value={text} onValueChange={setText} placeholder={say('palettePlaceholder')} autoFocus onFocus={(event) => event.currentTarget.select()} />
          <Kit.List className={styles.list}>
            {found.isCommandFirst && commandsFound}
            <Devices rows={found.devices} onPick={pickDevice} />
            <Clients names={found.clients} onPick={pickClient} />
            {!found.isCommandFirst && commandsFound}
          </Kit.List>
          {isEmpty && <p className={styles.empty}>{say('paletteEmpty', { query: text })}</p>}
        </Kit>
      </div>
    </div>
  )
}

/** The way to every device, client and command. Enter opens or runs; what cannot run says why. */
export function CommandPalette({ commands }: { readonly commands: readonly Command[] }) {
  const isOpen = useWorkspaceState((state) => state.dialog === 'palette')
  return isOpen ? <Palette commands={commands} /> : null
}
