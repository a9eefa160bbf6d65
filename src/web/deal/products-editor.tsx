import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import { get } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import styles from './deal.module.css'

interface ProductsEditorInput {
  deal: DealPage
  save(next: object): void
  close(): void
}

/** What is sold, by the price list: which products and how many of each. */
export function ProductsEditor({ deal, save, close }: ProductsEditorInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['pipelines', workspace.id, 'products'],
    queryFn: ({ signal }) => get<{ items: { id: string; name: string }[] }>('/api/products', {}, signal),
  })
  const [quantities, setQuantities] = useState<Record<string, string>>(
    Object.fromEntries(deal.products.map(({ id, quantity }) => [id, String(quantity)])),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const products = Object.entries(quantities)
      .map(([id, text]) => ({ id, quantity: Number(text) }))
      .filter(({ quantity }) => Number.isFinite(quantity) && quantity > 0)
      .map((line) => ({ ...line, priceMinor: deal.products.find(({ id }) => id === line.id)?.priceMinor ?? null }))
    save({ products })
  }
  return (
    <form className={styles.editor} onSubmit={submit}>
      <Loaded query={query} lines={3}>
        {({ items }) => {
          const rows = [...items, ...deal.products.filter(({ id }) => !items.some((one) => one.id === id))]
          if (rows.length === 0)
            return (
              <p className="quiet small">
                <Say id="deal.products.none" />
              </p>
            )
          return (
            <ul className={styles.quantities}>
              {rows.map(({ id, name }) => (
                <li key={id}>
                  <label>
                    <span>{name}</span>
                    <input
                      className="plain"
                      type="number"
                      min={0}
                      step="any"
                      aria-label={say('deal.products.quantity', { name })}
                      value={quantities[id] ?? ''}
                      onChange={({ currentTarget: { value } }) =>
                        setQuantities((before) => ({ ...before, [id]: value }))
                      }
                    />
                  </label>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-xs">
          <Say id="deal.save" />
        </Button>
        <Button variant="default" size="compact-xs" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}
