import { PasswordInput, TextInput } from '@mantine/core'
import type { ReactNode, Ref } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  /** What it is needed for, a sentence. */
  readonly says?: string | undefined
  readonly error?: ReactNode
  readonly placeholder?: string
  readonly isRequired?: boolean
  readonly isSecret?: boolean
  readonly isReadOnly?: boolean
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'url'
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text with its label above and what it is for below. A secret is hidden and can be shown while typing. */
export function TextField({ label, isLabelHidden = false, value, onChange, says, error, isRequired = false, isSecret = false, isReadOnly = false, autoFocus, ...rest }: TextFieldProps) {
  const Input = isSecret ? PasswordInput : TextInput
  return (
    <Input
      {...rest}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      description={says}
      error={error}
      required={isRequired}
      withAsterisk={false}
      readOnly={isReadOnly}
      spellCheck={false}
      autoCapitalize="off"
      data-autofocus={autoFocus || undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}
