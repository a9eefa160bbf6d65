import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import { submissionId } from '#actions/form/answers.ts'
import { notErased } from '#actions/flow/erased.ts'
import type { Sender } from '#actions/form/door.ts'
import { tiedId } from '#actions/form/shown.ts'
import { Tally } from '#actions/form/tally.ts'
import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import type { SurveyLookInput, SurveySent } from '#contract/survey.ts'
import { judgeChannel, type ChannelRules } from '#core/channel-rule/judge.ts'
import { judgeAgent } from '#core/classify/agent.ts'
import { newField } from '#core/form/document.ts'
import { judgeSpam } from '#core/form/spam.ts'
import { truncatedAddress } from '#core/proposal/address.ts'
import { dayOf } from '#core/report/period.ts'
import { readAnswer, saysSo, type AnswerFault, type SurveyAnswer } from '#core/survey/answer.ts'
import { surveyLanguage, type SurveyLanguage } from '#core/survey/document.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import { countLook, hasAnswered, insertAnswer, type AnswerState } from '#store/survey-answer.ts'
import { countAnswer } from './count.ts'
import { ShownSurveys, type OpenSurvey } from './shown.ts'

export type Answered =
  | { kind: 'missing' }
  | { kind: 'closed'; language: SurveyLanguage }
  | { kind: 'often'; language: SurveyLanguage; seconds: number }
  | { kind: 'fault'; language: SurveyLanguage; survey: OpenSurvey; fault: AnswerFault }
  | { kind: 'taken'; language: SurveyLanguage; survey: OpenSurvey; state: AnswerState }

interface DoorInput {
  pool: Pool
  flow: Flow
  /** told that something came in */
  onTaken(workspaceId: string): void
}

/** Answers of one address in a quarter of an hour, after which it is told to wait. */
const mostSent = { most: 60, windowMs: 900_000 }

/** Takes what strangers answer. One for each server. */
export class SurveyDoor {
  readonly shown: ShownSurveys
  #input: DoorInput
  #sent = new Tally(mostSent.windowMs)
  #fromAddress = new Tally(600_000)
  #ofSurvey = new Tally(60_000)
  #texts = new Tally(3_600_000)

  constructor(input: DoorInput) {
    this.#input = input
    this.shown = new ShownSurveys(input.pool)
  }

  /**
   * Takes one answer: check → judge → keep → count. When it is taken, it is durable, and counted once for each visitor.
   * Rejects with FlowBusy, or the database's error, when it may be sent again as it is.
   */
  async take(slug: string, sent: SurveySent, from: Sender, now: number): Promise<Answered> {
    const survey = await this.shown.find(slug)
    if (survey === null) return { kind: 'missing' }
    const { workspaceId, document } = survey
    const language = surveyLanguage(document, [sent.language])
    if (!survey.open) return { kind: 'closed', language }
    const place = (from.address?.includes(':') ? truncatedAddress(from.address) : from.address) ?? ''
    if (this.#sent.add(place, now) >= mostSent.most)
      return { kind: 'often', language, seconds: this.#sent.wait(place, now) }
    const answer = readAnswer(document, sent.answer)
    if ('fault' in answer) return { kind: 'fault', language, survey, fault: answer.fault }

    const reasons = this.#reasons(survey, answer, { sent, from, place, now })
    const anonymousId = await notErased(this.#input.pool, workspaceId, tiedTo(survey, sent, from))
    // a page without a number of its own: what is the same within ten minutes is one
    const page = sent.page === '' ? `bare ${place} ${Math.floor(now / 600_000)}` : sent.page
    const said = createHash('sha256').update(JSON.stringify(answer)).digest('hex')
    const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '')
    const all = (some: Record<string, string>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(some)
          .slice(0, 20)
          .map(([key, value]) => [clean(key), clean(value)]),
      )
    const sender =
      anonymousId === null
        ? null
        : {
            anonymousId,
            agent: from.agent === null ? null : clean(from.agent).slice(0, 500),
            doNotTrack: from.doNotTrack,
            globalPrivacyControl: from.globalPrivacyControl,
            tracking: sent.tracking,
            page:
              sent.url === ''
                ? null
                : { url: clean(sent.url), title: clean(sent.title), referrer: clean(sent.referrer) },
            campaign: all(sent.campaign),
            clickIds: all(sent.clickIds),
          }
    const row = {
      workspaceId,
      id: submissionId(survey.id, page, said),
      surveyId: survey.id,
      at: now,
      state: reasons.length > 0 ? ('spam' as const) : ('counted' as const),
      ...answer,
      says: saysSo(document, answer),
      reasons,
      language,
      channel: channelOf(sent, from, await findChannelRules(this.#input.pool, survey.workspaceId)),
      host: hostOf(sent, from),
      visitor: visitorKey(survey, anonymousId, from),
      sender,
    }
    const { pool, flow, onTaken } = this.#input
    const state = await insertAnswer(pool, row)
    onTaken(workspaceId)
    if (state === 'counted' && sender !== null) {
      const visitId = (host: string): string => from.visitId(workspaceId, host)
      await countAnswer({ pool, flow, visitId }, { ...row, slug: survey.slug, document, sender }, now)
    }
    return { kind: 'taken', language, survey, state }
  }

  /** Whether the visitor of that browser has answered; not told of a browser that may not be known. */
  async answered(
    survey: OpenSurvey,
    sent: Pick<SurveySent, 'anonymousId' | 'tracking'>,
    from: Sender,
  ): Promise<boolean> {
    const anonymousId = tiedTo(survey, sent, from)
    return anonymousId !== null && hasAnswered(this.#input.pool, survey.id, visitorKey(survey, anonymousId, from))
  }

  /** Counts that it was in view; machines look, too, and are not counted. */
  async look(survey: OpenSurvey, sent: SurveyLookInput, from: Sender, now: number): Promise<void> {
    if (from.agent === null || judgeAgent(from.agent) !== null) return
    const { workspaceId, id: surveyId, zone } = survey
    await countLook(this.#input.pool, {
      workspaceId,
      surveyId,
      day: dayOf(now, zone),
      channel: channelOf(sent, from, await findChannelRules(this.#input.pool, workspaceId)) ?? '',
    })
  }

  /** Why it is kept out; none: it counts. */
  #reasons(
    survey: OpenSurvey,
    { words }: SurveyAnswer,
    { sent, from, place, now }: { sent: SurveySent; from: Sender; place: string; now: number },
  ): string[] {
    const machine = from.agent === null || judgeAgent(from.agent) !== null
    const long = words !== null && words.length > 60
    const same = long
      ? this.#texts.add(`${survey.id} ${createHash('sha256').update(words.toLowerCase()).digest('base64url')}`, now)
      : 0
    const verdict = judgeSpam({
      fields: words === null ? [] : [newField('long_text', 'answer')],
      values: words === null ? {} : { answer: words },
      honeypot: sent.trap.trim() !== '',
      tookMs: null,
      plainHtml: true,
      machine,
      nobodys: machine,
      fromAddress: this.#fromAddress.add(`${survey.id} ${place}`, now),
      ofForm: this.#ofSurvey.add(survey.id, now),
      sameText: same,
    })
    return verdict.spam ? verdict.reasons : []
  }
}

function tiedTo(survey: OpenSurvey, sent: Pick<SurveySent, 'anonymousId' | 'tracking'>, from: Sender): string | null {
  const { doNotTrack, globalPrivacyControl } = from
  const { anonymousId, tracking } = sent
  return tiedId(survey.privacy, { anonymousId, tracking, doNotTrack, globalPrivacyControl })
}

/**
 * Tells whoever answered before, of this survey only: by the browser's id, else by the visit of that day, whose key is
 * thrown away at midnight UTC (server/visit-id.ts).
 */
function visitorKey(survey: OpenSurvey, anonymousId: string | null, from: Sender): Buffer {
  const who = anonymousId ?? from.visitId(survey.workspaceId, `survey ${survey.id}`)
  return createHash('sha256')
    .update(JSON.stringify(['survey', survey.id, who]))
    .digest()
}

function channelOf(
  { campaign, clickIds, referrer, url }: Pick<SurveySent, 'campaign' | 'clickIds' | 'referrer' | 'url'>,
  from: Sender,
  rules: ChannelRules,
): string | null {
  const visit = readVisit({ page: { url, referrer }, campaign, clickIds }, {}, true)
  const arrival = arrivalOf({ ...visit, host: visit.host ?? from.host }, { source: 'browser', name: 'survey_answered' })
  return judgeChannel(arrival, rules).channel
}

function hostOf({ url }: { url: string }, from: Sender): string | null {
  return URL.canParse(url) ? new URL(url).host.slice(0, 253) : from.host
}
