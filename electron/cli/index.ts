import { createProgram } from './program.ts'

// Whoever reads the output may stop early (`| head`); that is no error of ours.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit()
  throw error
})

const args = process.argv.slice(2)
await createProgram(args.includes('--json')).parseAsync(args[0] === 'enhanced-setup' ? args.slice(1) : args, { from: 'user' })
