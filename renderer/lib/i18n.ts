import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'

/** The one catalogue of the window. Features add their words to it with `defineWords`. */
export const i18n = createInstance()

// React escapes what it renders; escaping here again would show entities.
void i18n.use(initReactI18next).init({ lng: 'en', fallbackLng: 'en', initAsync: false, interpolation: { escapeValue: false }, resources: { en: {} } })
