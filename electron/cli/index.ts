import { createProgram } from './program.ts'

const args = process.argv.slice(2)
await createProgram().parseAsync(args[0] === 'enhanced-setup' ? args.slice(1) : args, { from: 'user' })
