import type { Command } from 'commander'

/** Words of a command line down to the command they name; the first word that names none otherwise. */
function findNamed(from: Command, words: readonly string[]): Command | string {
  const [word, ...rest] = words
  if (word === undefined) return from
  const next = from.commands.find((one) => one.name() === word)
  return next === undefined ? word : findNamed(next, rest)
}

/** Gives a command with commands below it a `help [command...]` that refuses a name it does not know with words. */
function addHelpCommand(group: Command): void {
  group
    .helpCommand(false)
    .command('help [command...]')
    .description('Show the help of a command')
    .action((words: string[]) => {
      const named = findNamed(group, words)
      if (typeof named === 'string') group.error(`error: unknown command '${named}'`)
      else named.outputHelp()
    })
}

export function addHelpCommands(program: Command): void {
  for (const group of [...program.commands.filter((one) => one.commands.length > 0), program]) addHelpCommand(group)
}
