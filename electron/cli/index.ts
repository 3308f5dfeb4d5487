import { whenStarterGone } from '#platform/starter-watch.ts'
import { createProgram } from './program.ts'

// Whoever reads the output may stop early (`| head`); that is no error of ours.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit()
  throw error
})

// A signal to ourselves, so that a command that runs long ends in the order it ends in at Ctrl-C.
whenStarterGone(process.env, () => process.kill(process.pid, 'SIGTERM'))

const args = process.argv.slice(2)
await createProgram(args.includes('--json')).parseAsync(args[0] === 'enhanced-setup' ? args.slice(1) : args, { from: 'user' })
