import { useEffect, useEffectEvent } from 'react'
import { tinykeys } from 'tinykeys'
import type { Command } from './commands.ts'
import { chords, chordsFor, tabChord } from './shortcuts.ts'
import type { ChordName, ShortcutHost } from './shortcuts.ts'

const tabNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** In a remote shell every key belongs to the remote, except the one that leads out. */
const belongsToRemote = (event: KeyboardEvent): boolean => event.key !== 'F6' && event.target instanceof Element && event.target.closest('[data-terminal]') !== null

/** Binds the chords of the commands and of the tabs while the window is open. */
export function useKeyboard(host: ShortcutHost, commands: readonly Command[], onTab: (index: number) => void): void {
  const press = useEffectEvent((name: ChordName, event: KeyboardEvent) => {
    const command = commands.find((one) => one.chord === name)
    if (!command) return
    event.preventDefault()
    if (command.disabledReason === null) command.run()
  })
  const goToTab = useEffectEvent((index: number, event: KeyboardEvent) => {
    event.preventDefault()
    onTab(index)
  })
  useEffect(() => {
    const names = Object.keys(chords) as readonly ChordName[]
    const bindings = names.flatMap((name) => chordsFor(name, host).map((chord) => [chord, (event: KeyboardEvent) => press(name, event)] as const))
    const tabs = tabNumbers.map((number) => [tabChord(number, host), (event: KeyboardEvent) => goToTab(number - 1, event)] as const)
    return tinykeys(window, Object.fromEntries([...bindings, ...tabs]), { capture: true, ignore: belongsToRemote })
  }, [host])
}
