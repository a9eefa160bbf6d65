import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome, publishedForm, type MadeForm } from '#test/form-help.ts'

/*
 * Hostile inputs: each is stored as it is, and inert, or refused with a reason; none is a fault of the server, none is
 * lost, none leaves its place. FUZZ=20000 for the whole; FUZZ_SEED for another beginning.
 */
const count = Number(process.env['FUZZ'] ?? 400)
const seed = Number(process.env['FUZZ_SEED'] ?? 20261122)

let t: TestApp
let marketer: Browser
let form: MadeForm
beforeAll(async () => {
  t = await startTestApp({ trustProxy: true })
  const { workspaceId } = await t.workspace()
  marketer = await t.member(workspaceId, 'marketer')
  form = await publishedForm(marketer, 'contact', (document) => ({ ...document, disposableMail: 'allow' }))
})
afterAll(() => t.stop())

/** mulberry32: the same inputs for the same seed. */
function dice(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

const pieces = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '</textarea><script>1</script>',
  'javascript:alert(1)',
  '{{constructor.constructor("return 1")()}}',
  '${7*7}',
  "'; drop table form_submission; --",
  '1 or 1=1',
  "\\'); select pg_sleep(5); --",
  '%27%20union%20select%20null--',
  'x\r\nBcc: everybody@example.com\r\n\r\nhello',
  'x%0d%0aSet-Cookie: a=b',
  '=HYPERLINK("http://x","y")',
  '+cmd|"/C calc"!A0',
  '@SUM(1+1)*cmd',
  '-2+3',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'file:///etc/passwd',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\u202eevil\u202c',
  '\u200b\u200d\ufeff',
  '\u0430dm\u0456n',
  'Z\u0351\u036e\u0345a\u0300\u0301\u0302\u0303l\u0310g\u030bo',
  '👩‍👩‍👧‍👦'.repeat(40),
  '\u{1F1F0}\u{1F1F7}',
  '__proto__',
  'constructor',
  'toString',
  '[object Object]',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  ' '.repeat(500),
  '\n'.repeat(200),
  '<!--',
  ']]>',
  '%s%s%n',
  '$(reboot)',
  '`id`',
  'ﷺ'.repeat(50),
  'ＡＤＭＩＮ',
  '　',
] as const

const names = [
  'name',
  'company',
  'email',
  'message',
  'page',
  'utm_source',
  '__proto__',
  'constructor',
  '_token',
  '_page',
  'x'.repeat(80),
  '',
  '\0',
]

function hostile(roll: () => number): { value: string; mails: boolean } {
  const pick = <Item>(all: readonly Item[]): Item => all[Math.floor(roll() * all.length)] as Item
  const kind = Math.floor(roll() * 8)
  const piece = pick(pieces)
  if (kind === 0) return { value: piece + pick(pieces), mails: false }
  if (kind === 1) return { value: piece.repeat(1 + Math.floor(roll() * 200)), mails: false }
  if (kind === 2) return { value: 'x'.repeat(Math.floor(roll() * 30_000)), mails: false }
  if (kind === 3)
    return {
      value: Array.from({ length: 40 }, () => String.fromCharCode(Math.floor(roll() * 65536))).join(''),
      mails: false,
    }
  if (kind === 4) return { value: `${piece}@example.com`, mails: true }
  return { value: piece, mails: false }
}

test(
  `${count} hostile inputs are stored inert, or refused with a reason`,
  async () => {
    const roll = dice(seed)
    const pick = <Item>(all: readonly Item[]): Item => all[Math.floor(roll() * all.length)] as Item
    const tally = new Map<number, number>()
    let taken = 0
    const one = async (n: number): Promise<void> => {
      const values: Record<string, string> = {
        name: 'Anna',
        company: 'Muster',
        email: `a${n}@muster-fuzz.example`,
        message: `Number ${n} of many`,
      }
      for (let i = 0; i < 1 + Math.floor(roll() * 3); i++) {
        const { value } = hostile(roll)
        // own properties of whatever name, as JSON makes them
        Object.defineProperty(values, pick(names), { value, enumerable: true, configurable: true, writable: true })
      }
      const how = Math.floor(roll() * 4)
      // ways to send it: script, form, parts, and what is neither
      const head = { 'user-agent': chrome, 'x-forwarded-for': `10.0.${n % 250}.${(n >> 8) % 250}` }
      const bare = new URLSearchParams()
      for (const [name, value] of Object.entries(values)) bare.append(name, value.toWellFormed())
      const parts = new FormData()
      for (const [name, value] of Object.entries(values)) parts.append(name.toWellFormed(), value.toWellFormed())
      const json = JSON.stringify({
        values,
        page: pick([randomUUID(), pick(pieces)]),
        language: pick(['en', '../../x', 'ko']),
        url: pick(pieces),
        campaign: { source: pick(pieces), [pick(names)]: pick(pieces) },
        anonymousId: pick([null, pick(pieces)]),
        token: pick(['', pick(pieces), 'a.b']),
      })
      const init: RequestInit =
        how === 0
          ? { body: bare }
          : how === 1
            ? { body: parts }
            : how === 2
              ? { body: json, headers: { 'content-type': 'application/json' } }
              : {
                  body: roll() < 0.2 ? json.slice(0, json.length / 2) : json,
                  headers: { 'content-type': 'text/plain' },
                }
      const answer = await fetch(`${t.base}/f/${form.slug}`, {
        method: 'POST',
        redirect: 'manual',
        ...init,
        headers: { ...head, ...(init.headers as Record<string, string> | undefined) },
      })
      const text = await answer.text()
      tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1)
      expect([n, answer.status]).toEqual([
        n,
        expect.toSatisfy((status: number) => [200, 400, 413, 422].includes(status)),
      ])
      // nothing of it comes back alive
      expect(text).not.toMatch(/<script>alert|<img src=x|<svg\/onload|<\/textarea><script>/)
      expect(answer.headers.get('set-cookie')).toBe(null)
      if (answer.status !== 200) expect(text.length).toBeGreaterThan(2)
      else taken++
    }
    const lanes = 8
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        for (let n = lane; n < count; n += lanes) await one(n)
      }),
    )
    // what was thanked for stands there, all of it, and whole
    const { rows } = await t.pool.query(
      `select count(*)::int as n, count(*) filter (where state = 'spam' and reasons = '{}')::int as silent from form_submission`,
    )
    expect(rows[0].n).toBeGreaterThan(0)
    expect(rows[0].n).toBeLessThanOrEqual(taken)
    expect(rows[0].silent).toBe(0)
    const uncounted = await t.pool.query(
      `select s.id from form_submission s left join event e on e.message_id = 'form:' || s.id
      left join set_aside a on a.message_id = 'form:' || s.id
     where s.state = 'counted' and e.id is null and a.id is null`,
    )
    expect(uncounted.rows).toEqual([])
    // the app's own screens and files hold
    let pages = 0
    for (const kept of ['in', 'out']) {
      for (let cursor = ''; ;) {
        const { status, body } = await marketer.get(`/api/forms/${form.id}/submissions?kept=${kept}&limit=100${cursor}`)
        expect(status).toBe(200)
        pages++
        if (body['next'] === null) break
        cursor = `&cursor=${String(body['next'])}`
      }
      const leave = await marketer.post(`/api/forms/${form.id}/submissions/export`, { kept })
      const file = String((await marketer.get(String(leave.body['path']))).body['text'])
      expect(file.split(/\r\n|,/).filter((cell) => /^"?[=+@]/.test(cell))).toEqual([])
    }
    expect(pages).toBeGreaterThan(1)
  },
  Math.max(60_000, count * 60),
)
