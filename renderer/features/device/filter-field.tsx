import { TextField } from '../../ui/text-field.tsx'
import styles from './filter-field.module.css'

interface FilterFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** The field that narrows a tab's lists. */
export const FilterField = ({ label, value, onChange }: FilterFieldProps) => (
  <div className={styles.filter}>
    <TextField isLabelHidden label={label} placeholder={label} value={value} onChange={onChange} />
  </div>
)
