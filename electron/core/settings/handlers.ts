import type { SettingKey } from '#shared/contract/settings.ts'
import type { CompanyContext, Feature } from '../context.ts'
import { notWriterError } from '../modes.ts'

/** Keys of windows stand apart from those of the core in the one table of settings. */
const storedKey = (key: SettingKey): string => `window.${key}`

/** The `settings.*` commands: what a window keeps for its company, in the company's own store. */
export const createSettingsFeature = ({ store, ports }: CompanyContext): Feature<'settings'> => ({
  noun: 'settings',
  stop: () => {},
  handlers: {
    read: async ({ key }) => ({ value: await store.read.setting(storedKey(key)) }),
    write: async ({ key, value }) => {
      if (!ports.profile.isWriter) throw notWriterError(ports.profile)
      await store.write.setSetting(storedKey(key), value)
      return { value }
    },
  },
})
