import type { ViewerReason } from '#shared/contract/app.ts'

const reasons: Readonly<Record<ViewerReason, string>> = {
  'other-writer': 'Another Outrider has this profile open.',
  'disk-full': 'The disk that holds the profile is full; free at least 500 MB.',
}

/** What a process says that only reads; empty for the writer. */
export const describeViewer = (because: ViewerReason | null): string => (because === null ? '' : `${reasons[because]} This one reads and changes nothing.`)
