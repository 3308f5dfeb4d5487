import { useApi } from '../api/client.ts'
import { clientColorValue } from '../lib/client-color.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { IconOf } from '../ui/icon-of.tsx'
import { SearchIcon, SettingsIcon } from '../ui/icons.ts'
import { MenuButton } from '../ui/menu.tsx'
import { say } from './app-words.ts'
import { useModes } from './modes-store.ts'
import { chordsFor, chordText } from './shortcuts.ts'
import styles from './title-bar.module.css'
import { pageId, useWorkspace, useWorkspaceState } from './workspace-store.ts'

function CompanyName() {
  const api = useApi()
  const { company, companies } = useModes()
  const name = (
    <button type="button" className={styles.company} aria-label={say('company', { name: company.name })}>
      {company.name}
    </button>
  )
  if (companies.length < 2) return name
  const entries = companies.map((one) => ({ id: one.id, label: one.name, isChecked: one.id === company.id, onSelect: () => void api.company.open({ companyId: one.id }) }))
  return <MenuButton trigger={name} groups={[{ label: say('companies'), entries }]} />
}

/** Which client and device the page in front is about, with the client's colour beside its name. */
function Context() {
  const front = useWorkspaceState((state) => state.pages.find((page) => pageId(page) === state.active))
  if (front?.kind !== 'device') return null
  return (
    <span className={styles.context}>
      <span className={styles.edge} style={{ background: clientColorValue(front.client) }} />
      <span>{[front.client, front.name].filter(Boolean).join(' – ')}</span>
    </span>
  )
}

function Modes() {
  const { isOffline, isReadOnly, viewerBecause, company } = useModes()
  return (
    <>
      {company.isPractice && <Badge tone="info">{say('modePractice')}</Badge>}
      {viewerBecause && <Badge tone="neutral">{say(viewerBecause === 'disk-full' ? 'modeNoRoom' : 'modeViewer')}</Badge>}
      {isOffline && (
        <Badge tone="neutral" shape="offline">
          {say('modeOffline')}
        </Badge>
      )}
      <Badge tone={isReadOnly ? 'neutral' : 'warn'} shape={isReadOnly ? 'no-right' : 'warning'}>
        {say(isReadOnly ? 'modeReadOnly' : 'modeChanges')}
      </Badge>
    </>
  )
}

/** Company, what the page is about, the way to everything, and the modes. */
export function TitleBar() {
  const workspace = useWorkspace()
  const { host } = useModes()
  const chord = chordsFor('palette', host === 'browser' ? 'browser' : 'desktop')[0]
  return (
    <header className={styles.bar} data-pane="title">
      <div className={styles.who}>
        <CompanyName />
        <Context />
      </div>
      <button type="button" className={styles.search} onClick={() => workspace.show('palette')}>
        <IconOf icon={SearchIcon} />
        <span className={styles.searchText}>{say('search')}</span>
        {chord && <span className={styles.chord}>{chordText(chord)}</span>}
      </button>
      <div className={styles.modes}>
        <Modes />
        <IconButton name={say('settings')} icon={SettingsIcon} onClick={() => workspace.show('appearance')} />
      </div>
    </header>
  )
}
