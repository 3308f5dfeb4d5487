import { i18n } from './i18n.ts'

type Catalogue = Readonly<Record<string, string>>
type PluralSuffix = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Base<Key> = Key extends `${infer Stem}_${PluralSuffix}` ? Stem : Key
type Values = Readonly<Record<string, string | number>>

/** Says a sentence of a catalogue. `count` picks the plural form. */
export type Say<Words extends Catalogue> = (key: Base<keyof Words> & string, values?: Values) => string

const translate = (key: string, options: Readonly<Record<string, unknown>>): string => String(i18n.t(key as never, options as never))

/**
 * Adds a feature's English catalogue and returns its typed `say`. Keys with `_one` and `_other` are plural forms of one
 * sentence; `{{name}}` is filled in. Other languages add the same namespace to `i18n`.
 */
export function defineWords<const Words extends Catalogue>(namespace: string, english: Words): Say<Words> {
  i18n.addResourceBundle('en', namespace, english)
  // A list says the same few words hundreds of times a frame, and looking one up costs more than drawing it.
  const plain = new Map<string, string>()
  i18n.on('languageChanged', () => plain.clear())
  return (key, values) => {
    if (values) return translate(key, { ns: namespace, ...values })
    const known = plain.get(key) ?? translate(key, { ns: namespace })
    plain.set(key, known)
    return known
  }
}
