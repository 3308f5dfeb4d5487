import { useCallback, useEffect, useRef } from 'react'
import { useFleet } from './fleet-context.ts'

/** Resting this long over the rows means that somebody is about to click one. */
const restMs = 500

/** Keeps rows from moving under the pointer. */
export function useOrderHold(): { readonly onPointerEnter: () => void; readonly onPointerLeave: () => void } {
  const { actions } = useFleet()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const release = useCallback(() => {
    clearTimeout(timer.current)
    actions.holdOrder('pointer', false)
  }, [actions])
  useEffect(() => release, [release])
  return {
    onPointerEnter: () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => actions.holdOrder('pointer', true), restMs)
    },
    onPointerLeave: release,
  }
}
