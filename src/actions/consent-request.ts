import { z } from 'zod'
import { resendRequest, stateOfRequest } from '#actions/consent/confirm.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { requestId, requestQuery, type RequestList, type RequestResent } from '#contract/consent.ts'
import { ok, refuse } from '#contract/problem.ts'
import { listRequests } from '#store/consent-request.ts'
import { knownBy } from '#store/suspect-known.ts'

const place = z.tuple([z.int(), z.uuid()])

/** Requests that nobody has confirmed, newest first. */
export const listConsentRequests: Verb<RequestList> = readVerb({
  permission: 'consent.read',
  input: requestQuery,
  async run({ db, workspaceId, input, now }) {
    const { state = null, limit, cursor } = input
    const question = ['consent_request', state]
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const after = went && { at: went[0], id: went[1] }
    const rows = await listRequests(db, workspaceId, now, { state, after, limit: limit + 1 })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const emails = [...new Set(rows.map(({ email }) => email))]
    const known = await knownBy(db, workspaceId, emails, [])
    return ok({
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        email: row.email,
        personId: known.get(`e:${row.email}`) ?? null,
        language: row.language,
        purposes: row.purposes.map(({ purpose }) => purpose),
        source: row.source,
        askedAt: row.askedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        sent: row.sent,
        sentAt: row.sentAt?.toISOString() ?? null,
        state: stateOfRequest(row, now) === 'expired' ? ('expired' as const) : ('open' as const),
      })),
      next: last ? writeCursor(question, [last.askedAt.getTime(), last.id]) : null,
    })
  },
})

/** Another mail with a new link, within limits. */
export const resendConsentRequest: Verb<RequestResent> = writeVerb({
  permission: 'consent.write',
  input: requestId,
  async run({ db, workspaceId, input, now, address }) {
    const resent = await resendRequest(db, workspaceId, input.id, address, now)
    if (resent === 'sent') return ok({ id: input.id })
    if (resent === null) return refuse('not_found', 'There is no such request here.')
    if (resent === 'confirmed') return refuse('conflict', 'It has been confirmed meanwhile.')
    return refuse(
      'rate_limited',
      resent === 'wait'
        ? 'A mail went out a few minutes ago. Wait five minutes before the next.'
        : 'This address has had enough mails of this kind. It can ask again by a form.',
      { retryAfter: resent === 'wait' ? 300 : 86_400 },
    )
  },
  audit: ({ id }) => ({ verb: 'consent.resend', subject: `consent_request:${id}` }),
})
