import type { Icon } from './icons.ts'
import styles from './icon.module.css'

/** An icon at its one size and stroke; hidden from readers, because a name always stands beside it or on its button. */
export const IconOf = ({ icon: Shape }: { readonly icon: Icon }) => <Shape aria-hidden className={styles.icon} strokeWidth={1.5} absoluteStrokeWidth />
