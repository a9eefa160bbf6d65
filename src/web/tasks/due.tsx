import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'

interface DueInput {
  day: string
  time: string | null
  /** 2026-12-25 */
  today: string
  overdue: boolean
}

/** A day in words where it is near: today, tomorrow, yesterday; with the time of day where there is one. */
export function useDue(): (input: Omit<DueInput, 'overdue'>) => string {
  const say = useSay()
  const format = useFormat()
  return ({ day, time, today }) => {
    const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
    // noon: no zone makes another day of it
    const word =
      days === 0
        ? say('tasks.today')
        : days === 1
          ? say('tasks.tomorrow')
          : days === -1
            ? say('tasks.yesterday')
            : format.calendarDay(day)
    return time === null ? word : say('tasks.dayTime', { day: word, time })
  }
}

export function Due({ day, time, today, overdue }: DueInput) {
  const due = useDue()
  return <span data-late={overdue || undefined}>{due({ day, time, today })}</span>
}
