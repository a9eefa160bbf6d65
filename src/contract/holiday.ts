import { z } from 'zod'

export const holiday = z.object({
  day: z.iso.date('Write a date such as 2026-12-25.'),
  name: z.string().trim().min(1).max(200),
})
export const holidayList = z.object({ holidays: z.array(holiday) })
export type HolidayList = z.infer<typeof holidayList>

/** `POST /api/holidays`: days added or renamed, and days taken out. */
export const holidayChange = z.object({
  put: z.array(holiday).max(1000).default([]),
  remove: z.array(z.iso.date()).max(1000).default([]),
})
