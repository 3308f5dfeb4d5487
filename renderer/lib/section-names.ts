import type { SectionName } from '#shared/model/section.ts'
import { defineWords } from './words.ts'

const say = defineWords('section-names', {
  hardware: 'hardware',
  volumes: 'volumes',
  disk_health: 'disk health',
  network: 'network',
  software: 'software',
  services: 'services',
  updates: 'updates',
  alerts: 'alerts',
  checks: 'checks',
  custom_fields: 'custom fields',
})

/** A section as people call it. */
export const sectionWord = (section: SectionName): string => say(section)
