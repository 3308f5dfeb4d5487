import type { ReactNode, Ref } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { GroupProps, PanelImperativeHandle } from 'react-resizable-panels'
import styles from './panes.module.css'

/** Panes beside each other, or below, with movable lines between them: by pointer, and by arrow keys on the line. */
export const Panes = ({ children, orientation = 'horizontal', ...rest }: Pick<GroupProps, 'defaultLayout' | 'onLayoutChanged' | 'id' | 'orientation' | 'groupRef'> & { readonly children: ReactNode }) => (
  <Group {...rest} orientation={orientation} className={styles.group}>
    {children}
  </Group>
)

interface PaneProps {
  readonly id: string
  readonly children: ReactNode
  /** Pixels; a pane without a size takes what is left. */
  readonly size?: number
  readonly least?: number
  readonly most?: number
  /** Width it folds to, for a pane that folds. */
  readonly folded?: number
  readonly onFold?: (isFolded: boolean) => void
  readonly handle?: Ref<PanelImperativeHandle | null>
}

/** One pane. Panes with a size keep their pixels when the window grows. */
export const Pane = ({ id, children, size, least = 200, most, folded, onFold, handle }: PaneProps) => (
  <Panel
    id={id}
    className={styles.pane}
    minSize={least}
    {...(size !== undefined && { defaultSize: size, groupResizeBehavior: 'preserve-pixel-size' as const })}
    {...(most !== undefined && { maxSize: most })}
    {...(folded !== undefined && { collapsible: true, collapsedSize: folded })}
    {...(handle && { panelRef: handle })}
    {...(onFold && { onResize: ({ inPixels }: { inPixels: number }) => onFold(inPixels <= (folded ?? 0) + 1) })}
  >
    {children}
  </Panel>
)

/** The line between two panes. */
export const Splitter = ({ name }: { readonly name: string }) => <Separator className={styles.separator} aria-label={name} />
