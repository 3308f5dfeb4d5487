import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { ShellView } from '#shared/model/shell.ts'
import { say } from './shell-words.ts'
import styles from './paste-question.module.css'

/** Text that is about to be pasted, and the answer somebody waits for. */
export interface PendingPaste {
  readonly text: string
  readonly answer: (mayPaste: boolean) => void
}

/** Shows several pasted lines before they run, with the device they would run on (B95). */
export function PasteQuestion({ pending, view }: { readonly pending: PendingPaste; readonly view: ShellView }) {
  const count = pending.text.replace(/[\r\n]+$/, '').split(/\r\n|\r|\n/).length
  return (
    <Dialog
      isOpen
      title={say('pasteTitle', { count, name: view.deviceName })}
      onClose={() => pending.answer(false)}
      actions={
        <>
          <Button autoFocus onClick={() => pending.answer(false)}>
            {say('cancel')}
          </Button>
          <Button tone="primary" onClick={() => pending.answer(true)}>
            {say('paste')}
          </Button>
        </>
      }
    >
      <p>{say('pasteWhy', { name: view.deviceName, client: view.client ? ` (${view.client})` : '' })}</p>
      <pre className={styles.text}>{pending.text}</pre>
    </Dialog>
  )
}
