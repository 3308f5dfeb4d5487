import type { Api } from '#shared/contract/client.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { AccountView } from '#shared/model/account.ts'

/** Finds an account by id, name, or its number in the list (from 1). */
export async function findAccount(api: Api, typed: string): Promise<AccountView> {
  const all = await api.accounts.list({})
  const found = all.find((one) => one.account.id === typed || one.account.name.toLowerCase() === typed.toLowerCase()) ?? all[Number(typed) - 1]
  if (found) return found
  throw new AppError({ code: 'account.not-found', what: `There is no account "${typed}".`, effect: 'Nothing was sent.', next: 'See "outrider account list".', remedy: 'check-input' })
}
