import type { Browser, Page } from 'playwright'
import { median, percentile } from './bench-result.ts'

/** Rounds of a scroll measurement. */
const rounds = 3

/** What scrolling through a list costs: the longest frame and the one that 1 % exceed, in milliseconds; medians of the rounds. */
export interface ScrollFrames {
  readonly worst: number
  readonly p99: number
}

/** Scrolls through the whole list, first a few rows and then several screens a frame, and answers how long frames took. */
async function scrollOnce(page: Page): Promise<readonly number[]> {
  await page.waitForTimeout(500)
  return page.evaluate(async () => {
    const scroller = document.querySelector<HTMLElement>('[role="grid"]')
    if (!scroller || scroller.scrollHeight <= scroller.clientHeight + 200) throw new Error('the list does not scroll')
    const frames: number[] = []
    let last = await new Promise<number>((done) => requestAnimationFrame(done))
    const end = scroller.scrollHeight - scroller.clientHeight
    for (let step = 0; step < 240; step += 1) {
      scroller.scrollTop = step < 120 ? scroller.scrollTop + 120 : (end * (step - 120)) / 120
      const now = await new Promise<number>((done) => requestAnimationFrame(done))
      frames.push(now - last)
      last = now
    }
    scroller.scrollTop = 0
    return frames
  })
}

/** Measures the list of an open page. */
export async function measureScroll(page: Page): Promise<ScrollFrames> {
  const all: (readonly number[])[] = []
  for (let round = 0; round < rounds; round += 1) all.push(await scrollOnce(page))
  return { worst: median(all.map((frames) => Math.max(...frames))), p99: median(all.map((frames) => percentile(frames, 0.99))) }
}

/** Builds the least that could show the same: bare elements in one place each, whose texts are replaced as rows come into sight. */
const buildBareList = ({ rows, columns, count }: { readonly rows: number; readonly columns: number; readonly count: number }): void => {
  const height = 28
  document.body.innerHTML = `<div role="grid" style="position:relative;height:880px;overflow:auto;font:13px sans-serif"><div style="position:relative;height:${count * height}px"></div></div>`
  const scroller = document.querySelector<HTMLElement>('[role="grid"]')
  const drawn = Array.from({ length: rows }, () => {
    const row = document.createElement('div')
    row.style.cssText = `position:absolute;display:flex;height:${height}px`
    for (let column = 0; column < columns; column += 1) {
      const cell = document.createElement('div')
      cell.style.cssText = `flex:0 0 100px;height:${height}px;overflow:clip;white-space:nowrap;text-overflow:ellipsis;contain:size layout style`
      cell.append('')
      row.append(cell)
    }
    scroller?.firstElementChild?.append(row)
    return row
  })
  scroller?.addEventListener('scroll', () => {
    const first = Math.floor(scroller.scrollTop / height)
    for (let index = first; index < first + rows; index += 1) {
      const row = drawn[index % rows]
      if (!row || row.dataset['index'] === String(index)) continue
      row.dataset['index'] = String(index)
      row.style.top = `${index * height}px`
      for (let column = 0; column < columns; column += 1) {
        const cell = row.children[column]
        if (cell) cell.textContent = `cell ${index} of ${(index * 7 + column * 131) % 9_973}`
      }
    }
  })
}

/** The floor of scrolling: as many rows and columns as the open page draws, in a page without anything else. */
export async function measureBareScroll(browser: Browser, like: Page, count: number): Promise<ScrollFrames> {
  const drawn = await like.evaluate(() => {
    const rows = [...document.querySelectorAll('[role="row"][data-index]')]
    return { rows: rows.length, columns: rows[0]?.querySelectorAll('[role="gridcell"]').length ?? 0 }
  })
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  try {
    await page.goto('data:text/html,<!doctype html><body style="margin:0">')
    await page.evaluate(buildBareList, { ...drawn, count })
    return await measureScroll(page)
  } finally {
    await page.close()
  }
}
