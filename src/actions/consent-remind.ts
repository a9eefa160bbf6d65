import { contactOf } from '#actions/consent/confirm.ts'
import { dueAt, dueScope } from '#actions/consent/due.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { mayReach } from '#actions/consent/may.ts'
import { purposesOf } from '#actions/consent/purposes.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { dueQuery, remindInput, type DueList, type Reminded } from '#contract/consent.ts'
import { ok, refuse } from '#contract/problem.ts'
import { textIn } from '#core/consent/purpose.ts'
import { reminderMail } from '#core/consent/mail.ts'
import { mailLanguage } from '#core/entry-mail.ts'
import type { Event } from '#core/event.ts'
import { isMailAddress } from '#core/mail/header.ts'
import { dayText } from '#core/proposal/price.ts'
import { countDue, findDue } from '#store/consent-ledger.ts'
import { languageFact } from '#store/consent-state.ts'

/** Who has to be reminded of what they agreed to, longest waiting first; nobody where the rules ask for none. */
export const listDue: Verb<DueList> = readVerb({
  permission: 'consent.read',
  input: dueQuery,
  async run({ db, workspaceId, input, now }) {
    const { rules } = await settingOf(db, workspaceId)
    const due = dueScope(rules, await purposesOf(db, workspaceId), now)
    const months = rules.reminderMonths
    if (due === null || months === null) return ok<DueList>({ items: [], total: 0, months: null })
    const rows = await findDue(db, workspaceId, { ...due, ids: null, limit: input.limit })
    return ok({
      items: rows.map(({ personId, name, email, purposes, since }) => ({
        person: { id: personId, name, email },
        purposes,
        since: since.toISOString(),
        dueAt: new Date(dueAt(since.getTime(), months)).toISOString(),
      })),
      total: await countDue(db, workspaceId, due),
      months,
    })
  },
})

/** Writes the reminder to these people, as far as they are due and may be written to, and notes that they were told. */
export const remindPeople: Verb<Reminded> = writeVerb({
  permission: 'consent.write',
  input: remindInput,
  async run({ db, workspaceId, actor, input, now, address }) {
    const { sender, rules, zone } = await settingOf(db, workspaceId)
    const purposes = await purposesOf(db, workspaceId)
    const due = dueScope(rules, purposes, now)
    if (due === null)
      return refuse('conflict', 'The rules of this workspace ask for no reminder. Set one under Consent, Purposes.')
    const rows = await findDue(db, workspaceId, { ...due, ids: input.ids, limit: input.ids.length })
    const events: { event: Event; about: string }[] = []
    let sent = 0
    for (const row of rows) {
      const { personId, email } = row
      const open: string[] = []
      for (const id of row.purposes)
        if ((await mayReach(db, workspaceId, [personId], id)).get(personId)?.may === true) open.push(id)
      const first = open[0]
      if (email === null || !isMailAddress(email) || first === undefined) continue
      const language = mailLanguage((await languageFact(db, workspaceId, personId))?.slice(0, 2).toLowerCase())
      const day = Temporal.Instant.fromEpochMilliseconds(row.since.getTime()).toZonedDateTimeISO(zone).toPlainDate()
      const services = { pool: db, address }
      const mail = reminderMail(language, {
        sender: sender.name,
        contact: contactOf(sender),
        texts: purposes.filter(({ id }) => open.includes(id)).map(({ wording }) => textIn(wording.text, language)),
        day: dayText(day.toString(), language),
        preferences: await preferenceLink(services, workspaceId, personId),
      })
      const unsubscribe = await unsubscribeLink(services, workspaceId, personId, first)
      const cause = `consent_reminder:${personId}:${row.since.getTime()}`
      await enqueueMail(db, workspaceId, { kind: 'consent_reminder', cause, to: email, ...mail, unsubscribe }, now)
      sent++
      for (const id of open) {
        const more = { name: 'consent_reminded', object: id, props: { purpose: id, ...saidBy(actor) }, traits: null }
        events.push({ event: { ...ownFact('field', personId, now, more), type: 'track' }, about: personId })
      }
    }
    if (events.length > 0) {
      const history = await histories.of(db, workspaceId)
      await foldBatch(withinTransaction({ db, workspaceId, history, now }), events, () => {})
      pipeline(db, false)
    }
    return ok({ sent, skipped: input.ids.length - sent })
  },
  audit: ({ sent }) => ({ verb: 'consent.remind', detail: { sent } }),
})
