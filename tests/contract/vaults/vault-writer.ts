import { openPassphraseVault } from '#platform/passphrase-vault.ts'

/** A process of its own that opens the vault of a folder and puts secrets into it; prints what went wrong, or `done`. */
const [folder = '', phrase = '', name = '', puts = '0'] = process.argv.slice(2)

try {
  for (let index = 0; index < Number(puts); index++) {
    const vault = await openPassphraseVault(folder, phrase, 2 ** 15)
    await vault.put(`${name}/${index}`, `value of ${name}`)
    await vault.remove(`${name}/${index - 1}/spare`)
    await vault.put(`${name}/${index}/spare`, 'goes again')
  }
  process.stdout.write('done')
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : String(error))
}
