import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a page of a form was made with. */
export interface FormToken {
  form: string
  version: number
  /** epoch ms */
  at: number
  /** fields that were left out, because they are known */
  left: string[]
}

const shape = z.tuple([z.string(), z.int(), z.int(), z.array(z.string())])

/** Says, so that nobody else can, when a page was made and what it asked. No personal data is in it. */
export function signToken(secret: string, { form, version, at, left }: FormToken): string {
  const body = Buffer.from(JSON.stringify([form, version, at, left])).toString('base64url')
  return `${body}.${sealOf(secret, body)}`
}

/** Null for what is none of ours. */
export function readToken(secret: string, text: string): FormToken | null {
  const [body = '', seal = '', more] = text.split('.')
  if (more !== undefined || seal === '') return null
  const wanted = Buffer.from(sealOf(secret, body))
  const given = Buffer.from(seal)
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null
  try {
    const [form, version, at, left] = shape.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
    return { form, version, at, left }
  } catch {
    return null
  }
}

function sealOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(`form ${body}`).digest('base64url').slice(0, 32)
}
