import { filterToText } from '#shared/filter/filter-text.ts'
import { withoutPart } from '#shared/filter/filter-parts.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFleet, useFleetState } from './fleet-context.ts'
import { wholeCompany } from './fleet-scope.ts'
import { say } from './fleet-words.ts'

/** Names the part of the filter that removed everything, and takes it away with one key. */
function NothingMatches() {
  const { actions } = useFleet()
  const { filter, emptyReason, scopeCount, scope } = useFleetState((state) => state)
  const total = formatCount(scopeCount)
  if (!emptyReason) {
    return (
      <EmptyState title={say('emptyTitle')} why={say('emptyAll', { scope: scope.site ?? scope.client ?? say('wholeCompany') })}>
        <Button onClick={() => actions.setFilter('')}>{say('emptyClear')}</Button>
      </EmptyState>
    )
  }
  const part = emptyReason.text
  return (
    <EmptyState title={say('emptyTitle')} why={say('emptyPart', { part, total, without: formatCount(emptyReason.without) })}>
      <Button onClick={() => actions.setFilter(filterToText(withoutPart(filter, emptyReason.index)))}>{say('emptyRemove', { part })}</Button>
    </EmptyState>
  )
}

/** No list was ever read: while working offline none comes by itself. */
function NoList({ isOffline }: { readonly isOffline: boolean }) {
  const api = useApi()
  const online = useCommand(api.app.setOffline)
  if (!isOffline) return <EmptyState title={say('emptyFleet')} why={say('emptyFleetWhy')} />
  return (
    <EmptyState title={say('emptyFleet')} why={say('emptyOffline')}>
      <Button isBusy={online.isRunning} onClick={() => void online.run({ isOffline: false })}>
        {say('goOnline')}
      </Button>
      {online.error && <ErrorPanel error={online.error} />}
    </EmptyState>
  )
}

/** What stands in place of the grid when it has no rows: why, and one action. */
export function EmptyList({ isOffline }: { readonly isOffline: boolean }) {
  const { actions } = useFleet()
  const { phase, error, scopeCount, scope } = useFleetState((state) => state)
  if (phase === 'failed' && error) {
    return (
      <ErrorPanel error={error}>
        <Button onClick={actions.reload}>{say('retry')}</Button>
      </ErrorPanel>
    )
  }
  if (phase === 'loading') return null
  if (scopeCount > 0) return <NothingMatches />
  if (scope.client === null) return <NoList isOffline={isOffline} />
  return (
    <EmptyState title={say('emptyScope')} why={say('emptyScopeWhy')}>
      <Button onClick={() => actions.setScope(wholeCompany)}>{say('scopeAll')}</Button>
    </EmptyState>
  )
}
