import { judgeMail, normaliseMail } from '#core/mail-domain.ts'
import type { FormDocument } from './document.ts'
import { type FieldFault, shownFields, type Values } from './values.ts'

/**
 * What the form's rule for business mail says of the addresses that were filled in: `faults` where it refuses, `marks`
 * (`free_mail`, `disposable_mail`) where it only notes. An address that cannot be kept is refused too.
 */
export function judgeMails(
  document: Pick<FormDocument, 'fields' | 'freeMail' | 'disposableMail'>,
  values: Values,
): { faults: FieldFault[]; marks: string[] } {
  const faults: FieldFault[] = []
  const marks = new Set<string>()
  for (const { id, kind } of shownFields(document.fields, values)) {
    const given = values[id]
    if (kind !== 'email' || typeof given !== 'string' || given.trim() === '') continue
    const address = normaliseMail(given)
    if (address === null) {
      faults.push({ field: id, code: 'mail' })
      continue
    }
    const { kind: judged } = judgeMail(address)
    if (judged !== 'free' && judged !== 'disposable') continue
    const rule = judged === 'free' ? document.freeMail : document.disposableMail
    if (rule === 'refuse') faults.push({ field: id, code: judged === 'free' ? 'mail_free' : 'mail_disposable' })
    if (rule === 'mark') marks.add(`${judged}_mail`)
  }
  return { faults, marks: [...marks] }
}
