import { startInVain } from '/work/main/tests/e2e/fixtures/failed-start.ts'
import { startDesktop } from '/work/main/tests/e2e/fixtures/desktop-target.ts'
import { mkdtempSync } from 'node:fs'
const folder = mkdtempSync('/tmp/tt-')
const t = (l) => console.log(l, Math.round(performance.now()))
await (await startDesktop({ folder, environment: { OUTRIDER_PASSPHRASE: 'x' } })).close(); t('first')
for (let i = 0; i < 6; i++) {
 const r = await startInVain({ folder, environment: { OUTRIDER_PASSPHRASE: 'another' } }); t('wrong '+r.exitCode)
 const s = await startInVain({ folder, environment: {} }); t('none '+s.exitCode)
}
