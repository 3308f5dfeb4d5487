import { ataAttributes, type AtaAttribute, type DiskEvidence, type DiskVerdict } from '#shared/model/disk-health.ts'

/** Evidence older than this says nothing about today. */
const staleMs = 30 * 86_400_000
/** A counter that grew this lately is worse than one that only stands there. */
export const growthMs = 14 * 86_400_000
/** Percent used: up to here wear costs nothing, and beyond the second it is a warning. */
const wear = { free: 50, warning: 70, perPercent: 1.6 } as const
/** None of these counts reaches more than 16 bits in a disk that still answers: a larger value is several counters in one. */
const largestCount = 0xff_ff

interface Finding {
  readonly word: 'warning' | 'failing'
  readonly score: number
  readonly says: string
}

/** How makers pack counters, by model: which part of the raw value is the count. A packing that is not here is not read. */
const packings: readonly { readonly model: RegExp; readonly attribute: AtaAttribute; readonly decode: (raw: number) => number }[] = [
  // Seagate keeps three 16-bit counters of command timeouts; the lowest is the number of all of them.
  { model: /^ST\d/, attribute: 'raw188', decode: (raw) => raw % (largestCount + 1) },
]

const attributeWords: Readonly<Record<AtaAttribute, string>> = {
  raw5: 'reallocated sectors (5)',
  raw187: 'uncorrectable errors (187)',
  raw188: 'command timeouts (188)',
  raw197: 'pending sectors (197)',
  raw198: 'offline uncorrectable sectors (198)',
}

/** The count in a raw value; null when it is not there, undefined when its packing is not known and so was not read. */
export function attributeCount(evidence: Pick<DiskEvidence, 'model' | AtaAttribute>, attribute: AtaAttribute): number | null | undefined {
  const raw = evidence[attribute]
  if (raw === null) return null
  const packing = packings.find((one) => one.attribute === attribute && one.model.test(evidence.model ?? ''))
  if (packing) return packing.decode(raw)
  return raw > largestCount ? undefined : raw
}

function predictions({ predictsFailure, criticalWarning }: DiskEvidence): Finding[] {
  const findings: Finding[] = []
  if (predictsFailure) findings.push({ word: 'failing', score: 0, says: 'a failure is predicted' })
  if ((criticalWarning ?? 0) > 0) findings.push({ word: 'failing', score: 0, says: `critical warning ${criticalWarning}` })
  return findings
}

const counters = (evidence: DiskEvidence, grown: ReadonlySet<AtaAttribute>): Finding[] =>
  ataAttributes.flatMap((attribute): Finding[] => {
    const found = attributeCount(evidence, attribute) ?? 0
    if (found === 0) return []
    const isGrowing = grown.has(attribute)
    return [{ word: 'warning', score: isGrowing ? 30 : 40, says: `${attributeWords[attribute]}: ${found}${isGrowing ? ', growing' : ''}` }]
  })

function flash({ wearPercent, mediaErrors, sparePercent, spareThreshold }: DiskEvidence): Finding[] {
  const findings: Finding[] = []
  if (wearPercent !== null && wearPercent > wear.warning) findings.push({ word: 'warning', score: wearScore(wearPercent), says: `${wearPercent} % of its rated writes used` })
  if ((mediaErrors ?? 0) > 0) findings.push({ word: 'warning', score: 40, says: `media errors: ${mediaErrors}` })
  if (sparePercent !== null && spareThreshold !== null && sparePercent < spareThreshold) findings.push({ word: 'warning', score: 20, says: `spare ${sparePercent} %, below its threshold of ${spareThreshold} %` })
  return findings
}

const wearScore = (used: number): number => Math.max(0, 100 - wear.perPercent * Math.max(0, used - wear.free))

/** The attributes of the table whose packing is not known. */
const unread = (evidence: DiskEvidence): readonly AtaAttribute[] => ataAttributes.filter((attribute) => attributeCount(evidence, attribute) === undefined)

/** What was read and is clean, in words; empty when too little was read to say anything. */
function cleanWords(evidence: DiskEvidence): string[] {
  const read = ataAttributes.filter((attribute) => typeof attributeCount(evidence, attribute) === 'number')
  const words = evidence.isTableRead && read.length > 0 ? [`${read.map((attribute) => attribute.slice(3)).join(', ')} are 0`] : []
  if (evidence.criticalWarning === 0) words.push('no critical warning')
  if (evidence.wearPercent !== null) words.push(`${evidence.wearPercent} % of its rated writes used`)
  return words
}

const onlyPrediction = 'no attribute could be read; that no failure is predicted is no all-clear'
const unknown = (reason: string): DiskVerdict => ({ word: 'unknown', score: null, reason })

/**
 * The health word of one disk: the worst finding decides, none of them gives `good` only when attributes were read, and
 * evidence over 30 days old gives `unknown`. `grown` names counters that rose in the last 14 days. Pure.
 */
export function judgeDisk(evidence: DiskEvidence, ageMs: number, grown: ReadonlySet<AtaAttribute> = new Set()): DiskVerdict {
  if (ageMs > staleMs) return unknown(`read ${Math.floor(ageMs / 86_400_000)} days ago; older than 30 days says nothing about today`)
  const findings = [...predictions(evidence), ...counters(evidence, grown), ...flash(evidence)].toSorted((a, b) => a.score - b.score)
  const [worst] = findings
  if (worst) return { word: findings.some((one) => one.word === 'failing') ? 'failing' : 'warning', score: worst.score, reason: findings.map((one) => one.says).join('; ') }
  const clean = cleanWords(evidence)
  if (clean.length === 0) return unknown(evidence.note ?? (evidence.predictsFailure === null ? 'no attribute could be read' : onlyPrediction))
  const left = unread(evidence).map((attribute) => attribute.slice(3))
  const reason = [...clean, ...(left.length > 0 ? [`${left.join(', ')} not read: the maker's packing is not known`] : [])].join('; ')
  return { word: 'good', score: evidence.wearPercent === null ? 100 : wearScore(evidence.wearPercent), reason }
}
