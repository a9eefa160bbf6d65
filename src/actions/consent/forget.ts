import type { Pool } from 'pg'
import { forgetRequests } from '#store/consent-request.ts'

/** days that a request is kept after its link ran out */
export const requestDays = 30

/** Requests that nobody confirmed are forgotten a month after their links ran out, with the address and the proof. */
export async function forgetOldRequests(pool: Pool, now: number): Promise<void> {
  await forgetRequests(pool, now - requestDays * 86_400_000)
}
