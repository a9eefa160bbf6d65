import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProductList } from '#contract/product.ts'
import { get, post } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import styles from './imports.module.css'

interface Notice {
  code: string
  value: string
  count: number
  rows: number[]
  near?: { id: string; name: string } | null
}

interface NoticesInput {
  notices: readonly Notice[]
  /** a product was settled: what the file would do has changed */
  onSettled?(): void
}

const shownValues = 12

/** What in rows that count matched nothing, by kind; a product spelt another way can be settled here. */
export function Notices({ notices, onSettled }: NoticesInput) {
  const format = useFormat()
  const wordFor = useWordFor()
  const groups = [...Map.groupBy(notices, ({ code }) => code)]
  return (
    <ul className={styles.faults}>
      {groups.map(([code, list]) => (
        <li key={code}>
          <h3>
            {wordFor('notice', code)} <span className="quiet">· {format.number(rowsOf(list))}</span>
          </h3>
          <p className="small">{wordFor('notice.about', code)}</p>
          <Values list={list} onSettled={onSettled} />
        </li>
      ))}
    </ul>
  )
}

function Values({ list, onSettled }: { list: readonly Notice[]; onSettled: (() => void) | undefined }) {
  const format = useFormat()
  const [all, setAll] = useState(false)
  const shown = all ? list : list.slice(0, shownValues)
  return (
    <>
      <ul className="small">
        {shown.map((notice) => (
          <li key={notice.value}>
            {notice.value !== '' && <strong>{notice.value} </strong>}
            <span className="quiet">
              <Say
                id="imports.notice.rows"
                values={{
                  count: notice.count,
                  shown: format.number(notice.count),
                  rows: notice.rows.slice(0, 8).map(String).join(', '),
                  more: notice.count > 8 ? 1 : 0,
                }}
              />
            </span>
            {notice.code === 'unknown_product' && onSettled && <SettleProduct notice={notice} onSettled={onSettled} />}
          </li>
        ))}
      </ul>
      {list.length > shown.length && (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          <Say id="imports.notice.more" values={{ count: list.length - shown.length }} />
        </button>
      )}
    </>
  )
}

/** The same as a product that is there, a new one, or left as it is. */
function SettleProduct({ notice, onSettled }: { notice: Notice; onSettled(): void }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const may = useMay('pipeline.manage')
  const products = useQuery({
    queryKey: ['products', workspace.id],
    queryFn: ({ signal }) => get<ProductList>('/api/products', {}, signal),
    enabled: may,
  })
  const [chosen, setChosen] = useState(notice.near?.id ?? '')
  const settle = useMutation({
    mutationFn: () =>
      chosen === 'new'
        ? post('/api/products', { name: notice.value })
        : post(`/api/products/${chosen}`, { alias: notice.value }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['products'] })
      onSettled()
    },
    onError: undo.failed,
  })
  if (!may || !products.data) return null
  return (
    <form
      className={styles.settle}
      onSubmit={(event) => {
        event.preventDefault()
        settle.mutate()
      }}
    >
      <label className="field">
        <Say id="imports.product.same" />
        <select className="plain" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{say('imports.product.leave')}</option>
          {products.data.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="new">{say('imports.product.new')}</option>
        </select>
      </label>
      <Button type="submit" variant="default" size="xs" disabled={chosen === ''} loading={settle.isPending}>
        <Say id={chosen === 'new' ? 'imports.product.add' : 'imports.product.keep'} />
      </Button>
    </form>
  )
}

function rowsOf(list: readonly Notice[]): number {
  return list.reduce((sum, { count }) => sum + count, 0)
}
