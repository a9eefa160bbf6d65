import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { addAudience, lookNowAtAudience } from '#actions/audience-list.ts'
import { exportAudience } from '#actions/audience-export.ts'
import { recordConsent } from '#actions/consent-person.ts'
import { suppressAddresses } from '#actions/consent-suppress.ts'
import { contentLink } from '#actions/content-link.ts'
import { createContent } from '#actions/content-save.ts'
import { createDeal } from '#actions/deal-create.ts'
import { sayOfDeal } from '#actions/deal-say.ts'
import { createMeeting } from '#actions/meeting-create.ts'
import { noteMeetingOutcome } from '#actions/meeting-outcome.ts'
import { notifyAll } from '#actions/notify-feed.ts'
import { raiseObjection } from '#actions/objection-write.ts'
import { changePeople } from '#actions/person-bulk.ts'
import { mergePeople } from '#actions/person-merge.ts'
import { movePerson } from '#actions/person-move.ts'
import { writeNote } from '#actions/person-note-write.ts'
import { keepPhrase } from '#actions/phrase-write.ts'
import { askProof } from '#actions/proof-write.ts'
import { changeProposal } from '#actions/proposal-change.ts'
import { createProposal } from '#actions/proposal-create.ts'
import { acceptProposal, openProposal } from '#actions/proposal-public.ts'
import { readProposal } from '#actions/proposal-read.ts'
import { sendProposal } from '#actions/proposal-send.ts'
import { lookNow } from '#actions/segment-look.ts'
import { saveSegment } from '#actions/segment-save.ts'
import { addSuspects } from '#actions/suspect-add.ts'
import { exclude } from '#actions/suspect-exclude.ts'
import { addSuspectList } from '#actions/suspect-list.ts'
import { createTask } from '#actions/task-create.ts'
import { logTouch } from '#actions/touch-log.ts'
import type { Actor } from '#actions/actor.ts'
import type { Verb } from '#actions/verb.ts'
import type { JsonObject } from '#core/json.ts'
import type { Event } from '#core/event.ts'
import type { Browser, TestApp } from '#test/app.ts'
import { callVerb } from '#test/deal-seed.ts'
import { event, keys } from '#test/events.ts'
import { publishedForm, sendScript } from '#test/form-help.ts'
import { answerScript, openedSurvey } from '#test/survey-help.ts'

const day = 86_400_000
const hour = 3_600_000

/** Somebody who took part in everything, and a colleague of theirs who took part in the same. */
export interface PersonLife {
  workspaceId: string
  /** Anna, whose file it is */
  anna: string
  /** everything by which only Anna is known: ids, addresses, a phone number */
  traces: string[]
  /** Boris of the same company, of whom nothing may stand in her file */
  boris: string
  othersTraces: string[]
  /** who worked with them: only their roles may stand in her file */
  colleagues: string[]
  admin: Browser
}

export const annaMail = 'anna.vogel@verfracht-west.example'
const secondMail = 'a.vogel@verfracht-alt.example'
const annaVisitor = 'browser-anna-0001'
const borisVisitor = 'browser-boris-0002'
const borisMail = 'boris.klein@verfracht-west.example'

/**
 * Lets two people of one company do, through the product's own doors, all that leaves something behind: visits, forms,
 * consent, content, deals, meetings, proposals, tasks, notes, imports, a merge, lists, segments, audiences, mails.
 */
export async function livePersonLife(t: TestApp): Promise<PersonLife> {
  const { workspaceId } = await t.workspace('Hourglass Freight')
  const admin = await t.member(workspaceId, 'admin')
  const seller = await actorOf(t, await t.member(workspaceId, 'seller'), workspaceId, 'seller', 'Sven Holgersen')
  const manager = await actorOf(t, await t.member(workspaceId, 'manager'), workspaceId, 'manager', 'Mina Ahn-Weber')
  const start = Date.now() - 6 * hour
  let now = start
  const call = <T>(verb: Verb<T>, input: object, actor: Actor = manager): Promise<T> =>
    callVerb(t.pool, actor, (now += 60_000), verb, input)
  const send = async (events: Event[]): Promise<void> => {
    const outcomes = await t.flow.accept(
      workspaceId,
      events.map((one) => ({ event: one })),
    )
    if (outcomes.some(({ status }) => status !== 'counted')) throw new Error(JSON.stringify(outcomes))
  }
  const at = (minutes: number) => start + minutes * 60_000 - hour
  const about = (userId: string, email: string, visitor: string) => ({
    keys: keys({ userId, email, anonymousId: visitor }),
    mailKind: 'work' as const,
  })
  const anna = about('crm-anna-77', annaMail, annaVisitor)
  const boris = about('crm-boris-88', borisMail, borisVisitor)
  const traits = (name: string, email: string, phone: string): JsonObject => ({
    name,
    email,
    phone,
    title: 'Head of logistics',
    country: 'DE',
    city: 'Bremen',
    company: 'Verfracht West',
  })
  await send([
    event('page_viewed', at(0), {
      ...anna,
      object: '/pricing',
      traits: traits('Anna Vogel', annaMail, '+49 421 555 0101'),
    }),
    event('page_viewed', at(1), {
      ...boris,
      object: '/pricing',
      traits: traits('Boris Klein', borisMail, '+49 421 555 0202'),
    }),
    ...[anna, boris].flatMap((who, index) => [
      event('consent_granted', at(2) + index, { ...who, props: { purpose: 'marketing' } }),
      event('consent_granted', at(3) + index, { ...who, props: { purpose: 'ads' } }),
      event('demo_requested', at(4) + index, {
        ...who,
        props: { note: `asked together with ${index ? annaMail : borisMail}` },
      }),
      event('content_downloaded', at(5) + index, { ...who, object: 'eta-guide.pdf' }),
    ]),
    event('referral_given', at(6), { ...anna, object: borisMail, props: { to: borisMail, name: 'Boris Klein' } }),
    event('page_viewed', at(7), { keys: keys({ email: secondMail }), mailKind: 'work', traits: { email: secondMail } }),
  ])
  const idOf = async (email: string): Promise<string> => {
    const { rows } = await t.pool.query<{ id: string }>(
      `select person_id as id from identity where workspace_id = $1 and kind = 'e' and value = $2`,
      [workspaceId, email],
    )
    return rows[0]?.id ?? ''
  }
  // forms: one with a consent that is to be confirmed by mail, which goes out to them
  const form = await publishedForm(admin, 'contact')
  for (const [name, email] of [
    ['Anna Vogel', annaMail],
    ['Boris Klein', borisMail],
  ] as const) {
    const values = { name, email, company: 'Verfracht West', message: `A question of ${name}` }
    const sent = await sendScript(t, form.slug, { values, page: randomUUID(), language: 'en' })
    if (sent.status !== 200) throw new Error(sent.text)
  }
  await subscribe(t, admin, annaMail)
  const survey = await openedSurvey(admin, 'knows_us')
  for (const anonymousId of [annaVisitor, borisVisitor])
    await answerScript(t, survey.slug, { answer: ['know'], anonymousId, page: randomUUID() })

  const pair = [await idOf(annaMail), await idOf(secondMail)] as const
  await mergePair(t, workspaceId, call, ...pair)
  const annaId = await idOf(annaMail)
  const borisId = await idOf(borisMail)
  const people = [annaId, borisId] as const
  await imported(t, admin, `Name,Email,Department\nAnna Vogel,${annaMail},Dispatch\nNobody,${annaMail}@@,Dispatch`)

  await notifyAll(t.pool, Date.now())

  for (const id of people) {
    await call(
      writeNote,
      {
        id,
        body: `Wants a word soon. Ask ${id === annaId ? `Boris Klein, ${borisMail},` : annaMail} as well, says Mina Ahn-Weber.`,
      },
      seller,
    )
    await call(createTask, { kind: 'call', title: 'Call back', personId: id }, seller)
    await call(logTouch, { kind: 'call', outcome: 'talked', personId: id, note: 'They lose a day a week.' }, seller)
    await call(
      recordConsent,
      { id, purpose: 'calls', state: 'granted', reason: 'On the phone', kept: 'CRM note' },
      seller,
    )
    await call(keepPhrase, { said: 'We lose a day a week', tag: 'problem', source: 'call', person: id })
  }
  await call(changePeople, { ids: [...people], action: { kind: 'list', list: 'fair 2026', on: true } })
  await call(movePerson, { id: annaId, model: 'lifecycle', stage: 'sql' }, manager)

  const deal = await call(createDeal, {
    name: 'Verfracht, dispatch',
    stage: 'proposal',
    from: annaId,
    people: [
      { person: annaId, roles: ['champion'], note: 'Speaks for us' },
      { person: borisId, roles: ['finance'], note: 'Guards the budget' },
    ],
    fields: { amountMinor: 4_000_000 },
  })
  for (const id of people) {
    const data = { letter: 'need', answer: 'A day a week', source: 'call', confidence: 'said', met: true, person: id }
    await call(sayOfDeal, { id: deal.id, say: { kind: 'answered', data } })
    await call(raiseObjection, { id: deal.id, kind: 'price', said: 'Too dear', person: id })
    await call(askProof, { id: deal.id, what: 'A reference of a forwarder', person: id })
  }
  const meeting = await call(createMeeting, {
    title: 'Demo',
    how: 'video',
    place: 'https://meet.example/1',
    agenda: 'Arrival times',
    startsAt: new Date(now + 90_000).toISOString(),
    minutes: 45,
    attendees: people.map((person) => ({ person })),
    deal: deal.id,
    language: 'en',
    invite: true,
  })
  await call(noteMeetingOutcome, {
    id: meeting.id,
    revision: meeting.revision,
    outcome: 'attended',
    note: 'Boris was quiet',
  })
  await proposed(t, call, deal.id, annaId)

  const asset = await call(createContent, {
    title: 'Arrival times, a guide',
    kind: 'buyers_guide',
    versions: [{ language: 'en', title: 'Arrival times', address: 'https://site.example/guide' }],
  })
  for (const personId of people) {
    const link = await contentLink(t.pool, workspaceId, asset.id, { personId, address: t.base, now: (now += 1000) })
    if (!link) throw new Error('no link')
    await fetch(link.url, { redirect: 'manual', headers: { 'user-agent': chromeAgent } })
  }

  const list = await call(addSuspectList, {
    name: 'Freight Forum',
    source: 'Freight Forum 2026',
    basis: 'legitimate_interest',
    reason: 'Heads of logistics',
  })
  await call(addSuspects, { id: list.id, text: `Name,Email\nAnna Vogel,${annaMail}\nBoris Klein,${borisMail}` })
  const condition = { field: 'person.city', op: 'is', value: 'Bremen' }
  const segment = await call(saveSegment, { name: 'Bremen', condition })
  await call(lookNow, { id: segment.id })
  await t.pool.query('update segment set looked_at = null where id = $1', [segment.id])
  const audience = await call(addAudience, { name: 'Bremen ads', segmentId: segment.id })
  await call(exportAudience, { id: audience.id, network: 'google' })
  await call(lookNowAtAudience, { id: audience.id })
  await call(exclude, { kind: 'do_not_contact', personIds: [annaId], reason: 'Asked us on the phone' })
  await call(suppressAddresses, { addresses: annaMail, reason: 'hand' })

  const { rows } = await t.pool.query<{ name: string; email: string }>(
    `select name, email from auth_user where id in (select user_id from workspace_member where workspace_id = $1)`,
    [workspaceId],
  )
  return {
    workspaceId,
    anna: annaId,
    traces: [...pair, annaMail, secondMail, annaVisitor, 'crm-anna-77', 'Anna Vogel', '+49 421 555 0101'],
    boris: borisId,
    othersTraces: [borisId, borisMail, borisVisitor, 'crm-boris-88', 'Boris Klein', '+49 421 555 0202'],
    colleagues: rows.flatMap(({ name, email }) => [name, email]),
    admin,
  }
}

export const chromeAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

type Call = <T>(verb: Verb<T>, input: object, actor?: Actor) => Promise<T>

/** A member as an actor, under a name that can be told from any other word. */
async function actorOf(
  t: TestApp,
  browser: Browser,
  workspaceId: string,
  role: 'seller' | 'manager',
  name: string,
): Promise<Actor> {
  const { user } = (await browser.get('/api/session')).body as { user: { id: string } }
  await t.pool.query('update auth_user set name = $2 where id = $1', [user.id, name])
  return { kind: 'user', userId: user.id, name, workspaceId, role }
}

/** Asks for a newsletter whose consent has to be confirmed: a request, and a mail to them. */
async function subscribe(t: TestApp, admin: Browser, email: string): Promise<void> {
  const form = await publishedForm(admin, 'newsletter')
  const values = { email, title: 'Head of logistics', industry: 'Freight', marketing: 'yes' }
  const sent = await sendScript(t, form.slug, { values, page: randomUUID(), language: 'en' })
  if (sent.status !== 200) throw new Error(sent.text)
}

async function mergePair(t: TestApp, workspaceId: string, call: Call, one: string, other: string): Promise<void> {
  await call(mergePeople, { one, other })
  const { rowCount } = await t.pool.query(
    'select from person where workspace_id = $1 and merged_into is not null and id in ($2, $3)',
    [workspaceId, one, other],
  )
  if (rowCount !== 1) throw new Error('the two were not merged')
}

async function imported(t: TestApp, admin: Browser, text: string): Promise<void> {
  const answer = await fetch(`${t.base}/api/imports/uploads?name=people.csv`, {
    method: 'POST',
    headers: { cookie: admin.cookie(), origin: t.base, 'content-type': 'application/octet-stream' },
    body: text,
  })
  const { id } = (await answer.json()) as { id: string }
  const { mapping } = (await admin.post(`/api/imports/uploads/${id}/preview`)).body
  const asked = await admin.post(`/api/imports/uploads/${id}/run`, { mapping })
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
    const { state } = (await admin.get(`/api/import-tasks/${String(asked.body['id'])}`)).body
    if (state === 'done') return
    if (state === 'failed') break
  }
  throw new Error('the import did not end')
}

/** A proposal to Anna, opened and accepted. */
async function proposed(t: TestApp, call: Call, deal: string, personId: string): Promise<void> {
  const made = await call(createProposal, { deal, language: 'en' })
  const { content, revision } = await call(readProposal, { id: made.id })
  const option = (id: string, priceMinor: number) => ({
    id,
    name: `The ${id} one`,
    about: '',
    includes: [],
    products: [],
    priceMinor,
    period: 'year' as const,
  })
  const written = await call(changeProposal, {
    id: made.id,
    revision,
    language: 'en',
    currency: 'KRW',
    validUntil: new Date(Date.now() + 30 * day).toISOString().slice(0, 10),
    personId,
    content: {
      ...content,
      title: 'No more calls',
      problem: 'A day a week',
      change: 'Drivers report by themselves.',
      toPerson: 'Anna Vogel',
      options: [option('big', 9_000_000), option('small', 3_000_000)],
    },
  })
  const { link } = await call(sendProposal, { id: made.id, revision: written.revision })
  const token = link.slice(link.lastIndexOf('/') + 1)
  const judgement = { verdict: 'human' as const, reason: null }
  const sentAt = Date.now()
  await openProposal(t.pool, { token, view: randomUUIDv7(), seconds: 6, judgement, userId: null }, sentAt)
  const { textHash } = await call(readProposal, { id: made.id })
  await acceptProposal(
    t.pool,
    { token, textHash: textHash ?? '', optionId: 'big', name: 'Anna Vogel', email: annaMail, address: '203.0.113.0' },
    sentAt + 1000,
  )
}
