import { useState } from 'react'
import type { z } from 'zod'
import type { DeviceView } from '#shared/contract/device.ts'
import type { Adapter, NetworkSection } from '#shared/model/section.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Badge } from '../../ui/badge.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { CheckField } from '../../ui/toggle.tsx'
import styles from './network-tab.module.css'
import { SectionPanel } from './section-panel.tsx'
import { say } from './section-words.ts'

type Network = z.infer<typeof NetworkSection>
type OneAdapter = z.infer<typeof Adapter>

const isLinkLocal = (address: string): boolean => /^(fe80:|169\.254\.)/i.test(address)

const shapes = { connected: 'online', disconnected: 'offline', disabled: 'inactive', unknown: 'unknown' } as const

const codes = (values: readonly string[]) => (values.length === 0 ? null : <code className={styles.codes}>{values.join('\n')}</code>)

const dhcpWord = (one: OneAdapter): string | null =>
  one.isDhcp === null ? null : one.isDhcp ? (one.dhcpServer ? say('dhcpFrom', { server: one.dhcpServer }) : say('dhcpOn')) : say('dhcpOff')

function AdapterFacts({ adapter, withLinkLocal }: { readonly adapter: OneAdapter; readonly withLinkLocal: boolean }) {
  const addresses = [...adapter.ipv4, ...adapter.ipv6].filter((address) => withLinkLocal || !isLinkLocal(address))
  return (
    <section className={styles.adapter}>
      <header className={styles.head}>
        <h3>{adapter.name}</h3>
        {adapter.isVirtual && <Badge tone="neutral">{say('virtualAdapter')}</Badge>}
        <Status shape={shapes[adapter.status]}>{say(adapter.status)}</Status>
      </header>
      {adapter.description && adapter.description !== adapter.name && <p className={styles.description}>{adapter.description}</p>}
      <KeyValues
        facts={[
          { name: say('mac'), value: codes(adapter.mac === null ? [] : [adapter.mac]) },
          { name: say('addresses'), value: codes(addresses) },
          { name: say('gateway'), value: codes(adapter.gateways) },
          { name: say('dns'), value: codes(adapter.dns) },
          { name: say('dhcp'), value: dhcpWord(adapter) },
          { name: say('speed'), value: adapter.speedMbps === null ? null : say('mbps', { speed: formatCount(adapter.speedMbps) }), reason: say('unknown') },
        ]}
      />
    </section>
  )
}

/** Adapters, addresses, gateway, DNS and DHCP. Virtual adapters and link-local addresses are hidden until asked for. */
export function NetworkTab({ view }: { readonly view: DeviceView }) {
  const [withVirtual, setVirtual] = useState(false)
  const [withLinkLocal, setLinkLocal] = useState(false)
  return (
    <SectionPanel
      view={view}
      sections={['network']}
      toolbar={
        <>
          <CheckField label={say('showVirtual')} isOn={withVirtual} onChange={setVirtual} />
          <CheckField label={say('showLinkLocal')} isOn={withLinkLocal} onChange={setLinkLocal} />
        </>
      }
    >
      {(valueOf) => {
        const value = valueOf('network') as Network
        const shown = value.adapters.filter((one) => withVirtual || !one.isVirtual)
        return (
          <>
            <p className={styles.public}>
              {say('publicIp')} <code>{value.publicIp ?? view.device.publicIp ?? '–'}</code>
            </p>
            <div className={styles.adapters}>
              {shown.map((adapter, index) => (
                <AdapterFacts key={`${adapter.mac}|${adapter.name}|${index}`} adapter={adapter} withLinkLocal={withLinkLocal} />
              ))}
            </div>
          </>
        )
      }}
    </SectionPanel>
  )
}
