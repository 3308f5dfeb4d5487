/**
 * Puts text on the clipboard, in answer to a press of the person. The page answers the browser's own copy, because the
 * desktop window grants no permission to write to the clipboard by itself. False when the browser refused.
 */
export function copyText(text: string): boolean {
  const answer = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  // Without a selection the browser copies nothing, unless the page says that it will provide the content.
  const provide = (event: Event) => event.preventDefault()
  document.addEventListener('beforecopy', provide, { capture: true })
  document.addEventListener('copy', answer, { capture: true, once: true })
  const isCopied = document.execCommand('copy')
  document.removeEventListener('beforecopy', provide, { capture: true })
  document.removeEventListener('copy', answer, { capture: true })
  return isCopied
}
