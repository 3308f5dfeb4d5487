import { toast, Toaster } from 'sonner'
import styles from './toast.module.css'

/** Where toasts appear: above the status bar, three at most. */
export const Toasts = () => <Toaster position="bottom-right" visibleToasts={3} duration={6_000} offset="var(--space-8)" toastOptions={{ unstyled: true, classNames: { toast: styles.toast ?? '', actionButton: styles.action ?? '' } }} />

/** Tells the result of what the person just did, in one line, with one action at most. Never for background failures. */
export const showToast = (says: string, action?: { readonly label: string; readonly onClick: () => void }): void => {
  toast(says, action ? { action } : {})
}
