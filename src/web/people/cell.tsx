import type { PersonQueryList, PersonQueryRow } from '#contract/person-query.ts'
import { useFormat } from '../app/format.ts'
import { useSay, useWordFor } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'
import { Heat } from '../ui/heat.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { isOwn, type OwnColumn, valueOf } from './columns.ts'

interface CellInput {
  row: PersonQueryRow
  column: string
  fields: readonly string[]
  lifecycle: PersonQueryList['lifecycle']
  /** epoch ms */
  now: number
}

/** What a column says of a person. */
export function Cell(input: CellInput) {
  return isOwn(input.column) ? <OwnCell {...input} column={input.column} /> : <FieldCell {...input} />
}

function OwnCell({ row, column, lifecycle, now }: CellInput & { column: OwnColumn }) {
  const format = useFormat()
  const wordFor = useWordFor()
  switch (column) {
    case 'stage':
      return <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />
    case 'channel':
      return row.channel === null ? '–' : wordFor('channel', row.channel)
    case 'fit':
      return format.points(row.fit)
    case 'engagement':
      return format.score(row.engagement)
    case 'total':
      return <Heat total={row.total} hot={row.hot} />
    case 'last':
      return row.lastAt === null ? '–' : format.ago(row.lastAt, now)
    case 'company':
      return row.account?.name ?? '–'
    case 'title':
    case 'email':
      return row[column] ?? '–'
  }
}

/** A field of the rules, whose values have names. */
function FieldCell({ row, column, fields }: CellInput) {
  const format = useFormat()
  const say = useSay()
  const labels = useLabels()
  const value = valueOf(row, fields, column)
  if (value === null || value === '') return '–'
  if (column === 'first.at') return typeof value === 'number' ? format.date(value) : '–'
  if (typeof value === 'boolean') return say(value ? 'filter.yes' : 'filter.no')
  if (typeof value === 'number') return format.number(value)
  if (Array.isArray(value)) return value.map((one) => labels.value(column, one as never)).join(', ')
  return labels.value(column, value)
}
