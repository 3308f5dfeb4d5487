import type { Feature } from '../context.ts'
import type { AccountParts } from './account-parts.ts'
import { viewAccount } from './account-view.ts'
import { vendorOffers } from './vendor-offers.ts'
import { addAccount, probeAddress } from './add-account.ts'
import { removeAccount, testAccount, updateAccount } from './change-account.ts'
import { setAccountSecret, signInAccount } from './change-secret.ts'

/** The `accounts.*` commands. */
export function createAccountsFeature(parts: AccountParts): Feature<'accounts'> {
  const viewOf = async (accountId: string) => viewAccount(parts, await parts.pool.account(accountId))
  return {
    noun: 'accounts',
    stop: () => {},
    handlers: {
      list: async () => Promise.all((await parts.pool.list()).map((account) => viewAccount(parts, account))),
      vendors: async () => vendorOffers(),
      get: (input) => viewOf(input.accountId),
      probe: (input) => probeAddress(parts, input),
      add: async (input) => viewAccount(parts, await addAccount(parts, input)),
      update: async (input) => {
        await updateAccount(parts, input)
        return viewOf(input.accountId)
      },
      test: (input) => testAccount(parts, input.accountId),
      setSecret: async (input) => {
        await setAccountSecret(parts, input)
        return viewOf(input.accountId)
      },
      signIn: async (input) => {
        await signInAccount(parts, input)
        return viewOf(input.accountId)
      },
      remove: async (input) => {
        await removeAccount(parts, input.accountId)
        return { removed: true }
      },
    },
  }
}
