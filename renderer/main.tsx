import './lib/page-setup.ts'
import { connectClient } from './api/client.ts'
import { mountConsole } from './app/mount-console.tsx'

const root = document.getElementById('root')
if (root) mountConsole(root, connectClient())
