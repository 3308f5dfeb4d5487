import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Fleet } from './fleet-store.ts'
import type { FleetState } from './fleet-state.ts'

export const FleetContext = createContext<Fleet | null>(null)

/** The device list of this window. */
export function useFleet(): Fleet {
  const fleet = useContext(FleetContext)
  if (!fleet) throw new Error('No device list above this component.')
  return fleet
}

/** A part of the list's state; the component draws again when that part changes. */
export const useFleetState = <T>(pick: (state: FleetState) => T): T => useStore(useFleet().state, pick)
