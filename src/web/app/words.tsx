import type { ReactNode } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import { isolated } from './isolate.ts'
import type { MessageId } from './language.tsx'

/** What stands in a message by its name; a function makes what is between the tags of that name. */
type Values = Record<string, ReactNode | ((chunks: ReactNode[]) => ReactNode)>

/** Says a message of the catalogs; ids are checked by the compiler. */
export function useSay(): (id: MessageId, values?: Record<string, string | number>) => string {
  const intl = useIntl()
  return (id, values) => intl.formatMessage({ id }, values && inert(values))
}

/** A message with elements inside; texts among the values cannot turn its direction; `<b>…</b>` in it is strong, `<i>…</i>` of the quieter voice. */
export function Say({ id, values }: { id: MessageId; values?: Values }) {
  return <FormattedMessage id={id} values={{ b: strong, i: plain, ...(values && inert(values)) }} />
}

/** Texts within a sentence cannot turn its direction. */
function inert<Value>(values: Record<string, Value>): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? isolated(value) : value]),
  )
}

function strong(chunks: ReactNode[]): ReactNode {
  return <strong>{chunks}</strong>
}

function plain(chunks: ReactNode[]): ReactNode {
  return <span className="quiet">{chunks}</span>
}

/** The catalog's word for a code such as `event.form_submitted`; names of one's own are shown as they came. */
export function useWordFor(): (group: string, code: string) => string {
  const intl = useIntl()
  return (group, code) => (intl.messages[`${group}.${code}`] as string | undefined) ?? isolated(code)
}
