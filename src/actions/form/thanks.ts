import { settingOf } from '#actions/consent/setting.ts'
import { contentLink } from '#actions/content-link.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { wordsIn, type FormLanguage } from '#core/form/document.ts'
import { safeRedirect } from '#core/form/place.ts'
import { formWords, said } from '#core/form/words.ts'
import { findAsset } from '#store/content.ts'
import type { SubmissionState } from '#store/form-submission.ts'
import { personOfMessage } from '#store/form-person.ts'
import type { Db } from '#store/rows.ts'
import type { OpenForm } from './shown.ts'

/** What is said and given when a form was sent. */
export interface Thanks {
  title: string
  text: string
  link: { href: string; label: string } | null
  /** an address to go on to at once */
  redirect: string | null
  /** it was sent by mail too */
  note: string | null
}

interface Sent {
  id: string
  email: string | null
  language: FormLanguage
  state: SubmissionState
  now: number
}

/**
 * The thanks of a form. Content is given at once, by a link of its own, and by mail where the form says so: one mail an
 * address and day, whoever types it how often. What is kept out gets the words alone.
 */
export async function thanksFor(
  { pool, base }: { pool: Db; base: string },
  form: OpenForm,
  sent: Sent,
): Promise<Thanks> {
  const { document } = form
  const { language, state } = sent
  const first = document.languages[0] ?? 'en'
  const words = formWords[language]
  const plain: Thanks = {
    title: wordsIn(document.thanksTitle, language, first) || words.thanks,
    text: wordsIn(document.thanksText, language, first),
    link: null,
    redirect: null,
    note: null,
  }
  const { thanks } = document
  if (thanks.kind === 'words' || state === 'spam') return plain
  if (thanks.kind === 'redirect') return { ...plain, redirect: safeRedirect(thanks.url, document.hosts) }
  const href = await given(pool, base, form, thanks, sent)
  if (href === null) return plain
  const label = wordsIn(thanks.label, language, first) || words.get
  const mailed = thanks.mail && sent.email !== null && (await mailContent(pool, base, form, thanks, sent))
  return { ...plain, link: { href, label }, note: mailed ? words.mailed : null }
}

type Content = Extract<OpenForm['document']['thanks'], { kind: 'content' }>

/** A new address of the content for this reader; null where there is nothing (any more) to give. */
async function given(pool: Db, base: string, form: OpenForm, thanks: Content, sent: Sent): Promise<string | null> {
  const { workspaceId, id, slug, document } = form
  if (thanks.asset === null) return safeRedirect(thanks.url, document.hosts)
  const link = await contentLink(pool, workspaceId, thanks.asset, {
    personId: await personOfMessage(pool, workspaceId, `form:${sent.id}`),
    campaign: `form:${slug}`,
    form: id,
    language: sent.language,
    address: base,
    by: `form:${slug}`,
    now: sent.now,
  })
  return link?.url ?? null
}

/** What is given, by its name in their language; what is on no shelf of ours goes by the form's title. */
async function titleOf(pool: Db, form: OpenForm, { asset }: Content, language: FormLanguage): Promise<string> {
  const found = asset === null ? null : await findAsset(pool, form.workspaceId, asset)
  const version = found?.versions.find((one) => one.language === language) ?? found?.versions[0]
  const { title, languages } = form.document
  return version?.title || found?.title || wordsIn(title, language, languages[0] ?? 'en') || form.name
}

const dayMs = 86_400_000

async function mailContent(pool: Db, base: string, form: OpenForm, thanks: Content, sent: Sent): Promise<boolean> {
  const { email, language, now } = sent
  const link = await given(pool, base, form, thanks, sent)
  if (email === null || link === null) return false
  const words = formWords[language]
  const { sender } = await settingOf(pool, form.workspaceId)
  await enqueueMail(
    pool,
    form.workspaceId,
    {
      kind: 'form_content',
      cause: `form:${form.id}:${email}:${Math.floor(now / dayMs)}`,
      to: email,
      subject: said(words.mailSubject, { title: await titleOf(pool, form, thanks, language) }),
      text: said(words.mailText, { link, from: sender.name }),
    },
    now,
  )
  return true
}
