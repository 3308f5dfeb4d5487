import '#renderer/lib/page-setup.ts'
import { mountConsole } from '#renderer/app/mount-console.tsx'
import { createClient } from '#renderer/api/client.ts'
import { createFakeApi } from '#tests/fakes/fake-api.ts'

const asked = new URLSearchParams(location.search)

/** The console over a fake core: `?devices=10000`, `?empty` for the first run. `window.fake` lets a script announce events. */
const fake = createFakeApi({ devices: Number(asked.get('devices') ?? 400), now: Date.now(), hasAccount: !asked.has('empty'), isChecked: false })
Object.assign(window, { fake })

const root = document.getElementById('root')
if (root) mountConsole(root, createClient(fake))
