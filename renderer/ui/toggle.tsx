import { Checkbox, Switch } from '@mantine/core'

interface ToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly says?: string
  readonly isOff?: boolean
}

/** A setting that takes effect at once. */
export const SwitchField = ({ label, isOn, onChange, says, isOff = false }: ToggleProps) => (
  <Switch label={label} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} description={says} disabled={isOff} size="xs" />
)

/** A choice that takes effect with the form around it. */
export const CheckField = ({ label, isOn, onChange, says, isOff = false }: ToggleProps) => (
  <Checkbox label={label} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} description={says} disabled={isOff} size="xs" />
)
