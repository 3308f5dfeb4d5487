#!/usr/bin/env node
// The installed command: hands its arguments to the starter, which installs and builds what is missing.
// Files are named from where the person stands, and the starter moves to the project's folder.
process.env.INIT_CWD ??= process.cwd()
process.argv.splice(2, 0, 'outrider')
await import('./run.mjs')
