import type { Task } from './task-records.ts'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]
const WEEKS = ['First Week', 'Second Week', 'Third Week', 'Fourth Week', 'Last Week']
const LAST_DAY = 31
const DAY = 86_400_000

const hasBit = (bits: number | null, index: number): boolean => Math.floor((bits ?? 0) / 2 ** index) % 2 === 1

function namesOf(bits: number | null, names: readonly string[], all: string): string {
  const chosen = names.filter((_name, index) => hasBit(bits, index))
  return chosen.length === names.length ? all : chosen.join(', ')
}

function monthDays(bits: number | null): string {
  const numbers = Array.from({ length: 31 }, (_unused, index) => index)
  const days = numbers.filter((index) => hasBit(bits, index)).map((index) => String(index + 1))
  return [...days, ...(hasBit(bits, LAST_DAY) ? ['Last Day'] : [])].join(', ')
}

function clockText(date: string): string {
  const hours = Number(date.slice(11, 13))
  return `${String(hours % 12 || 12).padStart(2, '0')}:${date.slice(14, 16)}${hours < 12 ? 'AM' : 'PM'}`
}

/** The schedule in words, exactly as the server writes it ("every N weeks" appears only when N is 1: a server quirk). */
export function describeSchedule(task: Task): string {
  const date = task.run_time_date ?? '2000-01-01T00:00:00Z'
  const at = clockText(date)
  const weekdays = namesOf(task.run_time_bit_weekdays, WEEKDAYS, 'Every day')
  const months = namesOf(task.monthly_months_of_year, MONTHS, 'Every month')
  switch (task.task_type) {
    case 'manual': return 'Manual'
    case 'checkfailure': return 'Every time check fails'
    case 'onboarding': return 'Onboarding: Runs once on task creation.'
    case 'runonce': return `Run once on ${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)} ${at}`
    case 'daily': return task.daily_interval === 1 ? `Daily at ${at}` : `Every ${task.daily_interval} days at ${at}`
    case 'weekly': return `${weekdays} at ${at}${task.weekly_interval === 1 ? ' every 1 weeks' : ''}`
    case 'monthly': return `Runs on ${months} on days ${monthDays(task.monthly_days_of_month)} at ${at}`
    case 'monthlydow':
      return `Runs on ${months} on ${namesOf(task.monthly_weeks_of_month, WEEKS, 'Every week')} on ${weekdays} at ${at}`
    case 'scheduled': return ''
  }
}

/** Whether a schedule names a day. `day` is midnight of that wall-clock day, as if it were UTC. */
function namesDay(task: Task, day: number, start: number): boolean {
  const date = new Date(day)
  const distance = Math.round((day - start) / DAY)
  const weekday = hasBit(task.run_time_bit_weekdays, date.getUTCDay())
  const month = hasBit(task.monthly_months_of_year, date.getUTCMonth())
  switch (task.task_type) {
    case 'daily': return distance % (task.daily_interval || 1) === 0
    case 'weekly': return weekday && weekNumber(day, start) % (task.weekly_interval || 1) === 0
    case 'monthly': return month && isMonthDay(task, date)
    case 'monthlydow': return month && weekday && isMonthWeek(task, date)
    case 'runonce': return distance === 0
    default: return false
  }
}

const weekNumber = (day: number, start: number): number =>
  Math.floor((day - start + new Date(start).getUTCDay() * DAY) / (7 * DAY))

const isLastDay = (date: Date): boolean => new Date(date.getTime() + DAY).getUTCDate() === 1

const isMonthDay = (task: Task, date: Date): boolean =>
  hasBit(task.monthly_days_of_month, date.getUTCDate() - 1) || (isLastDay(date) && hasBit(task.monthly_days_of_month, LAST_DAY))

function isMonthWeek(task: Task, date: Date): boolean {
  const week = Math.ceil(date.getUTCDate() / 7) - 1
  const inLastWeek = new Date(date.getTime() + 7 * DAY).getUTCMonth() !== date.getUTCMonth()
  return (week < 4 && hasBit(task.monthly_weeks_of_month, week)) || (inLastWeek && hasBit(task.monthly_weeks_of_month, 4))
}

/**
 * The newest moment not after `until` at which a task was due, or null. Both are wall-clock times of the device written
 * as if they were UTC milliseconds, like `run_time_date` itself. Looks back 400 days.
 */
export function lastDue(task: Task, until: number): number | null {
  if (task.run_time_date === null) return null
  const first = Date.parse(task.run_time_date)
  const start = first - (first % DAY)
  const today = until - (until % DAY)
  const earliest = Math.max(start, today - 400 * DAY)
  for (let day = today; day >= earliest; day -= DAY) {
    const due = day + (first - start)
    if (due <= until && due >= first && namesDay(task, day, start)) return due
  }
  return null
}
