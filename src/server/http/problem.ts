import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem, ProblemCode, ProblemDocument } from '#contract/problem.ts'

const statuses: Record<ProblemCode, { status: ContentfulStatusCode; title: string }> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  second_factor_required: { status: 403, title: 'A second factor is required' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'It conflicts with what is there' },
  gone: { status: 410, title: 'No longer there' },
  too_large: { status: 413, title: 'Too large' },
  unsupported: { status: 415, title: 'Not a content type we read' },
  rate_limited: { status: 429, title: 'Too many requests' },
  busy: { status: 503, title: 'Busy' },
  internal: { status: 500, title: 'Something went wrong on our side' },
}

/** A Problem as RFC 9457 problem+json: the one place where codes become statuses. */
export function problemResponse(c: Context, problem: Problem): Response {
  const { status, title } = statuses[problem.code]
  const document: ProblemDocument = {
    type: `urn:hourglass:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    ...(problem.fields ? { fields: problem.fields } : {}),
  }
  c.header('cache-control', 'no-store')
  if (problem.retryAfter !== undefined) c.header('retry-after', String(Math.max(1, Math.ceil(problem.retryAfter))))
  return c.body(JSON.stringify(document), status, { 'content-type': 'application/problem+json' })
}
