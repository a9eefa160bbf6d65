import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProductChange, ProductView } from '#contract/product.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { pipelineSettingsApi } from './pipeline-settings-api.ts'
import { ProductForm } from './product-form.tsx'
import styles from './settings.module.css'

/** The price list: what is sold, for how much, and under which other spellings files know it. */
export function ProductsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayManage = useMay('pipeline.manage')
  const mayImport = useMay('import.run')
  const query = useQuery({
    queryKey: ['products', workspace.id],
    queryFn: ({ signal }) => pipelineSettingsApi.products(signal),
  })
  const [edited, setEdited] = useState<ProductView | null>(null)
  return (
    <Page title={say('products.title')}>
      <PageHead
        title={<Say id="products.title" />}
        sentence={<Say id="products.lead" />}
        actions={
          mayImport &&
          mayManage && (
            <Link to="/imports" className="link">
              <Say id="products.import" />
            </Link>
          )
        }
      />
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="products.none" />}>
              <p>
                <Say id={mayManage ? 'products.none.next' : 'products.none.viewer'} />
              </p>
            </EmptyState>
          ) : (
            <Section title={<Say id="products.list" />}>
              <Products items={items} onEdit={mayManage ? setEdited : undefined} />
            </Section>
          )
        }
      </Loaded>
      {mayManage && (
        <Section
          title={edited ? <Say id="products.change.of" values={{ name: edited.name }} /> : <Say id="products.add" />}
          sub={<Say id={edited ? 'products.change.about' : 'products.add.about'} />}
        >
          <ProductForm key={edited?.id ?? 'new'} product={edited} onDone={() => setEdited(null)} />
        </Section>
      )}
    </Page>
  )
}

interface ProductsInput {
  items: readonly ProductView[]
  onEdit: ((product: ProductView) => void) | undefined
}

function Products({ items, onEdit }: ProductsInput) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['products'] })
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string } & ProductChange) => pipelineSettingsApi.changeProduct(id, body),
    onSuccess: refresh,
    onError: undo.failed,
  })
  const retire = ({ id, name }: ProductView, retired: boolean) =>
    change.mutate(
      { id, retired },
      {
        onSuccess: () =>
          undo.done(say(retired ? 'products.retired' : 'products.sold', { name }), async () => {
            await pipelineSettingsApi.changeProduct(id, { retired: !retired })
            await refresh()
          }),
      },
    )
  const dropAlias = ({ id, name }: ProductView, alias: string) =>
    change.mutate(
      { id, dropAlias: alias },
      {
        onSuccess: () =>
          undo.done(say('products.alias.dropped', { alias, name }), async () => {
            await pipelineSettingsApi.changeProduct(id, { alias })
            await refresh()
          }),
      },
    )
  const columns: Column<ProductView>[] = [
    {
      id: 'name',
      head: <Say id="products.name" />,
      rowHead: true,
      cell: (product) => (
        <>
          {product.name}
          {product.retiredAt !== null && (
            <span className="quiet small">
              {' · '}
              <Say id="products.notSold" values={{ day: format.date(product.retiredAt) }} />
            </span>
          )}
          {product.aliases.length > 0 && (
            <span className={styles.aliases}>
              <span className="quiet small">
                <Say id="products.aliases" />
              </span>
              {product.aliases.map((alias) => (
                <span key={alias} className="chip">
                  {alias}
                  {onEdit && (
                    <button
                      type="button"
                      className={styles.drop}
                      aria-label={say('products.alias.drop', { alias, name: product.name })}
                      onClick={() => dropAlias(product, alias)}
                    >
                      ×
                    </button>
                  )}
                </span>
              ))}
            </span>
          )}
        </>
      ),
    },
    { id: 'code', head: <Say id="products.code" />, wide: true, cell: ({ code }) => code ?? '–' },
    {
      id: 'price',
      head: <Say id="products.price" />,
      num: true,
      cell: ({ priceMinor, currency }) =>
        priceMinor === null || currency === null ? '–' : format.money(toMajor(priceMinor, currency), currency),
    },
    {
      id: 'deals',
      head: <Say id="products.deals" />,
      num: true,
      wide: true,
      cell: ({ deals }) => format.number(deals),
    },
  ]
  if (onEdit) {
    columns.push({
      id: 'do',
      head: <span className="hidden">{say('products.do')}</span>,
      cell: (product) => (
        <span className={styles.row}>
          <button
            type="button"
            className="link"
            aria-label={say('products.change.of', { name: product.name })}
            onClick={() => {
              onEdit(product)
              document.getElementById('product-name')?.focus()
            }}
          >
            <Say id="products.change" />
          </button>
          <button
            type="button"
            className="link"
            aria-label={say(product.retiredAt === null ? 'products.retire.of' : 'products.sell.of', {
              name: product.name,
            })}
            onClick={() => retire(product, product.retiredAt === null)}
          >
            <Say id={product.retiredAt === null ? 'products.retire' : 'products.sell'} />
          </button>
        </span>
      ),
    })
  }
  return <Table label={say('products.list')} rows={items} keyOf={({ id }) => id} columns={columns} />
}
