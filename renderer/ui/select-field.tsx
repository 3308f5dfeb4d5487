import { Select } from '@mantine/core'

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly isOff?: boolean }[]
  readonly onChange: (value: Value) => void
  readonly says?: string
  readonly isLabelHidden?: boolean
}

/** One of a few values. */
export const SelectField = <Value extends string>({ label, value, options, onChange, says, isLabelHidden = false }: SelectFieldProps<Value>) => (
  <Select
    {...(isLabelHidden ? { 'aria-label': label } : { label })}
    value={value}
    data={options.map((one) => ({ value: one.value, label: one.label, disabled: one.isOff ?? false }))}
    onChange={(next) => next !== null && onChange(next as Value)}
    description={says}
    allowDeselect={false}
    checkIconPosition="right"
    inputWrapperOrder={['label', 'input', 'description', 'error']}
    comboboxProps={{ withinPortal: true }}
  />
)
