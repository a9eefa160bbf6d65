import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProductView } from '#contract/product.ts'
import { toMajor, toMinor } from '#core/deal/money.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect } from '../entry/zone-currency.tsx'
import { useUndo } from '../ui/undo.tsx'
import { pipelineSettingsApi } from './pipeline-settings-api.ts'
import styles from './settings.module.css'

interface ProductFormInput {
  /** null: a new one */
  product: ProductView | null
  onDone(): void
}

/** Name, code, price and another spelling of a product. */
export function ProductForm({ product, onDone }: ProductFormInput) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [name, setName] = useState(product?.name ?? '')
  const [code, setCode] = useState(product?.code ?? '')
  const [currency, setCurrency] = useState(product?.currency ?? workspace.currency)
  const [price, setPrice] = useState(
    product && product.priceMinor !== null && product.currency !== null
      ? String(toMajor(product.priceMinor, product.currency))
      : '',
  )
  const [alias, setAlias] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const amount = price.trim() === '' ? null : toMinor(Number(price), currency)
      const facts = {
        name,
        code: code.trim() === '' ? null : code,
        priceMinor: amount,
        currency: amount === null ? null : currency,
      }
      return product
        ? pipelineSettingsApi.changeProduct(product.id, { ...facts, ...(alias.trim() === '' ? {} : { alias }) })
        : pipelineSettingsApi.addProduct(facts)
    },
    onSuccess: (saved) => {
      undo.done(say(product ? 'products.changed' : 'products.added', { name: saved.name }))
      void client.invalidateQueries({ queryKey: ['products'] })
      setName('')
      setCode('')
      setPrice('')
      onDone()
    },
    onError: undo.failed,
  })
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        id="product-name"
        required
        label={say('products.name')}
        maxLength={300}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={say('products.code')}
        maxLength={300}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label={say('products.price')}
        type="number"
        min={0}
        step="any"
        value={price}
        onChange={(event) => setPrice(event.currentTarget.value)}
      />
      <CurrencySelect value={currency} onChange={setCurrency} />
      {product && (
        <TextInput
          label={say('products.alias')}
          maxLength={300}
          value={alias}
          onChange={(event) => setAlias(event.currentTarget.value)}
        />
      )}
      <Button type="submit" loading={save.isPending}>
        <Say id={product ? 'products.save' : 'products.add.do'} />
      </Button>
      {product && (
        <Button variant="default" onClick={onDone}>
          <Say id="products.leave" />
        </Button>
      )}
    </form>
  )
}
