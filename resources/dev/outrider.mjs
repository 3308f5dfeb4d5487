#!/usr/bin/env node
// The installed command: hands its arguments to the starter, which installs and builds what is missing.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const starter = fileURLToPath(new URL('./run.mjs', import.meta.url))
process.exitCode = spawnSync(process.execPath, [starter, 'outrider', ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Files are named from where the person stands, and the starter moves to the project's folder.
  env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
}).status ?? 1
