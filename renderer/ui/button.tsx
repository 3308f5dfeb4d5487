import { useId } from 'react'
import type { ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { IconOf } from './icon-of.tsx'
import type { Icon } from './icons.ts'
import { Hint } from './tooltip.tsx'

interface ButtonProps {
  readonly children: ReactNode
  readonly onClick?: (() => void) | undefined
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly icon?: Icon
  /** Stands after the words: the arrow of something that opens. */
  readonly endIcon?: Icon
  readonly type?: 'button' | 'submit'
  /** The action runs: the button stays readable and refuses a second press. */
  readonly isBusy?: boolean
  /** Why it cannot be pressed now, a sentence; the button stays focusable so that everybody can read it. */
  readonly disabledReason?: string | null | undefined
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

/** Why something cannot be pressed, for whoever does not see the tooltip. */
export const Reason = ({ id, says }: { readonly id: string; readonly says: string }) => (
  <span id={id} hidden>
    {says}
  </span>
)

/** A button with words. What cannot be pressed says why on hover and focus. */
export function Button({ children, onClick, tone = 'plain', icon, endIcon, type = 'button', isBusy = false, disabledReason, autoFocus, ref, ...rest }: ButtonProps) {
  const isOff = isBusy || Boolean(disabledReason)
  const reasonId = useId()
  const button = (
    <button
      {...rest}
      ref={ref}
      type={type}
      className={styles.button}
      data-tone={tone}
      data-busy={isBusy}
      aria-disabled={isOff}
      aria-describedby={disabledReason ? reasonId : undefined}
      aria-busy={isBusy}
      data-autofocus={autoFocus || undefined}
      onClick={(event) => (isOff ? event.preventDefault() : onClick?.())}
    >
      {icon && <IconOf icon={icon} />}
      {children}
      {endIcon && <IconOf icon={endIcon} />}
    </button>
  )
  if (!disabledReason) return button
  return (
    <>
      <Hint says={disabledReason}>{button}</Hint>
      <Reason id={reasonId} says={disabledReason} />
    </>
  )
}

interface IconButtonProps {
  readonly name: string
  readonly icon: Icon
  readonly onClick?: (() => void) | undefined
  readonly shortcut?: string
  readonly isPressed?: boolean
  readonly disabledReason?: string | null
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with an icon only; its name and shortcut are its accessible name and its tooltip. */
export function IconButton({ name, icon, onClick, shortcut, isPressed, disabledReason, ref, ...rest }: IconButtonProps) {
  const reasonId = useId()
  return (
    <>
      <Hint says={disabledReason ?? name} shortcut={shortcut}>
        <button
          {...rest}
          ref={ref}
          type="button"
          className={styles.button}
          data-tone="quiet"
          data-square="true"
          aria-label={name}
          aria-pressed={isPressed}
          aria-disabled={Boolean(disabledReason)}
          aria-describedby={disabledReason ? reasonId : undefined}
          onClick={disabledReason ? undefined : onClick}
        >
          <IconOf icon={icon} />
        </button>
      </Hint>
      {disabledReason && <Reason id={reasonId} says={disabledReason} />}
    </>
  )
}
