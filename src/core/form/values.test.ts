import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentOn, contrast } from './accent.ts'
import { newField, stepsOf, type FieldKind, type FormField } from './document.ts'
import { lintForm } from './lint.ts'
import { judgeMails } from './mail-rule.ts'
import { safeRedirect, hostOfList } from './place.ts'
import { fieldsToAsk } from './profile.ts'
import { judgeSpam, type SpamEvidence } from './spam.ts'
import { formTemplate, formTemplates } from './templates.ts'
import { meantMail } from './typo.ts'
import { faultOf, faultsOf, isPhone, numberOf, shownFields } from './values.ts'

const field = (kind: FieldKind, id: string, more: Partial<FormField> = {}): FormField => ({
  ...newField(kind, id),
  ...more,
})
const when = (...tests: [string, 'is' | 'is_not' | 'filled' | 'empty' | 'contains', string][]): FormField['when'] => ({
  match: 'all',
  tests: tests.map(([one, is, value]) => ({ field: one, is, value })),
})

describe('what was filled in', () => {
  const faults = (one: FormField, value: string | string[]) => faultOf(one, value)?.code ?? null

  test('is asked for where it is required, in words that fit the field', () => {
    const must = { required: true }
    expect(faults(field('text', 'a', must), '   ')).toBe('required')
    expect(faults(field('consent', 'a', must), '')).toBe('consent')
    expect(faults(field('radio', 'a', must), [])).toBe('choose')
    expect(faults(field('text', 'a'), '')).toBe(null)
  })

  test('is an address, a number, a day, a choice where it should be', () => {
    expect(faults(field('email', 'a'), 'kim@company.co.kr')).toBe(null)
    for (const none of ['kim', 'kim@', '@company.kr', 'kim@company', 'kim kim@company.kr', 'a@b@c.kr'])
      expect([none, faults(field('email', 'a'), none)]).toEqual([none, 'mail'])
    expect(['1 000', '1,000.5', '3,5', '-2', '12'].map(numberOf)).toEqual([1000, 1000.5, 3.5, -2, 12])
    expect(['1e9', '0x1', '', 'ten', '1,00,0', '∞'].map(numberOf)).toEqual([null, null, null, null, null, null])
    expect(faults(field('number', 'a', { least: 1, most: 9 }), '10')).toBe('large')
    expect(faults(field('date', 'a'), '2026-02-30')).toBe('date')
    expect(faults(field('date', 'a'), '2026-02-28')).toBe(null)
    expect(['+82 2-1234-5678', '010-1234-5678', '8 (495) 123-45-67', '02-123-4567 내선 12'].every(isPhone)).toBe(true)
    expect(['12345', 'call me', '+82 2 1234 5678 <b>', '1'.repeat(40)].some(isPhone)).toBe(false)
    const choice = field('select', 'a', { options: [{ value: 'x', label: {} }] })
    expect([faults(choice, 'x'), faults(choice, 'y')]).toEqual([null, 'option'])
  })

  test('cannot be half a character, a NUL, or longer than anybody reads', () => {
    expect(faults(field('text', 'a'), 'a\0b')).toBe('text')
    expect(faults(field('text', 'a'), 'a\ud800b')).toBe('text')
    expect(faults(field('text', 'a'), 'x'.repeat(301))).toBe('long')
    expect(faults(field('text', 'a'), '👩‍👩‍👧'.repeat(20))).toBe(null)
    expect(faults(field('long_text', 'a'), 'x'.repeat(5001))).toBe('long')
  })

  test('never makes the rules throw', () => {
    const kinds: FieldKind[] = [
      'text',
      'email',
      'phone',
      'select',
      'checkboxes',
      'number',
      'date',
      'long_text',
      'consent',
    ]
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const anything = fc.oneof(fc.string({ unit }), fc.array(fc.string({ unit })))
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anything, (kind, value) => {
        const one = field(kind, 'a', { required: true, least: 2, most: 5 })
        expect(['string', 'object']).toContain(typeof (faultOf(one, value)?.code ?? null))
      }),
    )
  })
})

describe('fields with conditions', () => {
  const fields = [
    field('radio', 'who', { options: ['dealer', 'customer'].map((value) => ({ value, label: {} })) }),
    field('text', 'shop', { required: true, when: when(['who', 'is', 'Dealer']) }),
    field('text', 'count', { required: true, when: when(['shop', 'filled', '']) }),
  ]
  const ids = (values: Record<string, string>) => shownFields(fields, values).map(({ id }) => id)

  test('are there when they hold; what follows from a hidden answer is hidden too', () => {
    expect(ids({})).toEqual(['who'])
    expect(ids({ who: 'dealer', shop: 'Nord' })).toEqual(['who', 'shop', 'count'])
    // an answer left over from before one changed one's mind
    expect(ids({ who: 'customer', shop: 'Nord' })).toEqual(['who'])
    expect(faultsOf(fields, { who: 'customer' })).toEqual([])
    expect(faultsOf([fields[1] as FormField], {})).toEqual([])
  })

  test('whatever is filled in, what is shown is part of the form in its order, and the same when asked again', () => {
    const values = fc.dictionary(fc.constantFrom('who', 'shop', 'count'), fc.constantFrom('', 'dealer', 'x'))
    fc.assert(
      fc.property(values, (given) => {
        const shown = shownFields(fields, given)
        expect(fields.filter((one) => shown.includes(one))).toEqual(shown)
        const kept = Object.fromEntries(shown.flatMap(({ id }) => (id in given ? [[id, given[id] as string]] : [])))
        expect(shownFields(fields, kept)).toEqual(shown)
      }),
    )
  })
})

describe('asking little at a time', () => {
  const fields = [
    field('email', 'email'),
    field('company', 'company', { ask: 'next' }),
    field('text', 'industry', { ask: 'next', feeds: 'industry' }),
    field('title', 'title', { ask: 'next' }),
    field('text', 'reason', { ask: 'unknown', when: when(['title', 'filled', '']) }),
  ]
  const ask = (known: string[], perVisit = 1) =>
    fieldsToAsk(fields, { known: new Set(known), perVisit }).map(({ id }) => id)

  test('begins with the job title, and goes on in the order of the form', () => {
    expect(ask([])).toEqual(['email', 'title', 'reason'])
    expect(ask(['title'])).toEqual(['email', 'company'])
    expect(ask(['title', 'company'])).toEqual(['email', 'industry'])
    expect(ask(['title', 'company', 'industry'])).toEqual(['email'])
    expect(ask([], 2)).toEqual(['email', 'company', 'title', 'reason'])
  })

  test('never asks what is known, nor more than it may', () => {
    const known = fc.subarray(['email', 'title', 'company', 'industry'])
    fc.assert(
      fc.property(known, fc.nat(5), (facts, perVisit) => {
        const asked = fieldsToAsk(fields, { known: new Set(facts), perVisit })
        expect(asked.filter(({ ask: mode }) => mode === 'next').length).toBeLessThanOrEqual(perVisit)
        expect(asked.some(({ ask: mode, feeds }) => mode !== 'always' && facts.includes(feeds ?? ''))).toBe(false)
      }),
    )
  })
})

test('a mistyped domain is asked about, a real one is not', () => {
  const meant: [string, string | null][] = [
    ['kim@gmial.com', 'kim@gmail.com'],
    ['kim@gamil.com', 'kim@gmail.com'],
    ['kim@naver.con', 'kim@naver.com'],
    ['kim@navr.com', 'kim@naver.com'],
    ['anna@yandx.ru', 'anna@yandex.ru'],
    ['anna@company.cmo', 'anna@company.com'],
    ['kim@hanbit.co.rk', 'kim@hanbit.co.kr'],
    ['kim@gmail.com', null],
    ['kim@ymail.com', null],
    ['kim@mail.com', null],
    ['kim@hanbit-logistics.com', null],
    ['kim', null],
  ]
  for (const [typed, wanted] of meant) expect([typed, meantMail(typed)]).toEqual([typed, wanted])
})

test('free and throw-away mail is refused, marked or taken, as the form says', () => {
  const fields = [field('email', 'email')]
  const judge = (freeMail: 'allow' | 'mark' | 'refuse', email: string) =>
    judgeMails({ fields, freeMail, disposableMail: 'refuse' }, { email })
  expect(judge('refuse', 'kim@naver.com').faults).toMatchObject([{ code: 'mail_free' }])
  expect(judge('mark', 'kim@naver.com')).toEqual({ faults: [], marks: ['free_mail'] })
  expect(judge('allow', 'kim@naver.com')).toEqual({ faults: [], marks: [] })
  expect(judge('allow', 'kim@mailinator.com').faults).toMatchObject([{ code: 'mail_disposable' }])
  expect(judge('refuse', 'kim@hanbit-logistics.example')).toEqual({ faults: [], marks: [] })
})

describe('spam', () => {
  const fields = [
    field('text', 'name'),
    field('company', 'company'),
    field('long_text', 'message'),
    field('email', 'email'),
  ]
  const calm: SpamEvidence = {
    fields,
    values: { name: 'Anna Berg', company: 'Muster', message: 'When can we speak?', email: 'anna@muster.example' },
    honeypot: false,
    tookMs: 20_000,
    plainHtml: false,
    machine: false,
    nobodys: false,
    fromAddress: 0,
    ofForm: 0,
    sameText: 0,
  }
  const spam = (more: Partial<SpamEvidence>) => judgeSpam({ ...calm, ...more }).spam

  test('what people do is none, even where one sign is against them', () => {
    expect(judgeSpam(calm)).toEqual({ spam: false, points: 0, reasons: [] })
    expect(spam({ tookMs: 900 })).toBe(false)
    expect(spam({ tookMs: null })).toBe(false)
    expect(spam({ fromAddress: 40 })).toBe(false)
    expect(spam({ machine: true })).toBe(false)
    expect(spam({ ofForm: 5000, tookMs: null })).toBe(false)
    const message = 'Our site is https://muster.example, and the offer was at https://muster.example/offer.'
    expect(spam({ values: { ...calm.values, message } })).toBe(false)
    expect(spam({ values: { ...calm.values, name: '김지호 (Jiho)', message: 'Привет, нужен demo для команды' } })).toBe(
      false,
    )
  })

  test('what programs do is', () => {
    expect(spam({ honeypot: true })).toBe(true)
    expect(spam({ ofForm: 5000, machine: true })).toBe(true)
    expect(judgeSpam({ ...calm, nobodys: true })).toMatchObject({ spam: true, reasons: ['machine'] })
    expect(spam({ tookMs: 300, machine: true })).toBe(true)
    expect(spam({ values: { ...calm.values, name: 'Win now www.prize-for-you.example' } })).toBe(true)
    expect(spam({ values: { ...calm.values, message: 'see <a href="http://x.example">here</a>' } })).toBe(true)
    const links = 'http://a.example http://b.example http://c.example'
    expect(spam({ values: { ...calm.values, message: links }, tookMs: null })).toBe(true)
    expect(spam({ values: { ...calm.values, message: 'Сredit for аll' }, sameText: 5 })).toBe(true)
    expect(
      spam({ values: { name: 'aaaa', company: 'aaaa', message: 'aaaa', email: 'a@b.example' }, tookMs: 400 }),
    ).toBe(true)
  })
})

test('a redirect goes to hosts of the list only, by https', () => {
  const to = (address: string) => safeRedirect(address, ['example.com'])
  expect(to('https://example.com/thanks?a=1')).toBe('https://example.com/thanks?a=1')
  expect(to('https://docs.example.com/')).toBe('https://docs.example.com/')
  for (const bad of [
    'http://example.com/',
    '//example.com/',
    '/thanks',
    'https://example.com.evil.example/',
    'https://evil.example/?https://example.com',
    'https://user:pass@example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://example.com\\@evil.example/',
    'https://notexample.com/',
    'https://exa mple.com/',
  ])
    expect([bad, to(bad)]).toEqual([bad, null])
  expect(['https://Example.com/x', '*.example.com', 'localhost:3000', 'not a host', ''].map(hostOfList)).toEqual([
    'example.com',
    'example.com',
    'localhost',
    null,
    null,
  ])
})

test('any accent can be read on paper, by day and by night, and so can what stands on it', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, fc.constantFrom('#ffffff', '#1b1d22'), (accent, paper) => {
      const bent = accentOn(accent, paper)
      expect(contrast(bent.accent, paper)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(bent.accent, bent.on)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('steps begin where the form says; the first without a head', () => {
  const fields = [field('email', 'email'), field('step', 'two'), field('text', 'a')]
  expect(stepsOf(fields).map((step) => [step.head?.id ?? null, step.fields.map(({ id }) => id)])).toEqual([
    [null, ['email']],
    ['two', ['a']],
  ])
})

test.each(formTemplates)('the template %s can be shown as it is, or says what is missing', (template) => {
  const problems = lintForm(formTemplate(template, ['en', 'ko', 'ru']))
  expect(problems.filter(({ stops }) => stops).map(({ code }) => code)).toEqual(
    template === 'ebook' ? ['no_content'] : [],
  )
  expect(problems.filter(({ code }) => code === 'not_translated')).toEqual([])
})

test('a form that cannot work is not shown', () => {
  const document = formTemplate('blank', ['en'])
  const codes = (fields: FormField[]) =>
    lintForm({ ...document, fields }).flatMap(({ code, stops }) => (stops ? [code] : []))
  expect(codes([])).toEqual(['no_fields'])
  expect(codes([field('text', 'a')])).toEqual(['no_label'])
  const label = { en: 'A' }
  expect(codes([field('text', 'a', { label }), field('text', 'a', { label })])).toEqual(['twice'])
  expect(codes([field('select', 'a', { label })])).toEqual(['no_options'])
  expect(
    codes([field('text', 'a', { label, when: when(['b', 'filled', '']) }), field('text', 'b', { label })]),
  ).toEqual(['test_order'])
  expect(codes([field('text', 'a', { label, when: when(['gone', 'filled', '']) })])).toEqual(['test_unknown'])
  expect(codes([field('text', 'a', { label }), field('step', 's', { label })])).toEqual(['empty_step'])
})
