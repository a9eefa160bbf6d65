import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import {
  firstYear,
  fromHighToLow,
  mostOptions,
  pricePeriods,
  vatModes,
  type PricePeriod,
  type ProposalContent,
  type ProposalOption,
  type VatMode,
} from '#core/proposal/document.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { PhrasePicker, withPhrase } from '../icp/phrase-picker.tsx'
import { Section } from '../ui/page.tsx'
import { MoneyInput } from './money.tsx'
import styles from './proposals.module.css'

/** What proposals and templates have in common. */
export type Content = Omit<ProposalContent, 'toCompany' | 'toPerson' | 'from'>

interface ContentFormInput<Kind extends Content> {
  content: Kind
  currency: string
  onChange(content: Kind): void
  /** what a template is: texts may keep their gaps, prices may be open */
  template?: boolean
}

/** The content of a proposal, in the order in which the buyer reads it. */
export function ContentForm<Kind extends Content>({
  content,
  currency,
  onChange,
  template = false,
}: ContentFormInput<Kind>) {
  const say = useSay()
  const set = (change: Partial<Content>): void => onChange({ ...content, ...change })
  return (
    <>
      <Section title={<Say id="proposals.part.story" />} sub={<Say id="proposals.part.story.about" />}>
        <div className={styles.form}>
          <TextInput
            label={say('proposals.field.title')}
            maxLength={300}
            value={content.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Textarea
            label={say('proposals.field.problem')}
            description={say(template ? 'proposals.field.problem.gaps' : 'proposals.field.problem.about')}
            autosize
            minRows={3}
            maxLength={8000}
            value={content.problem}
            onChange={(event) => set({ problem: event.currentTarget.value })}
          />
          <PhrasePicker onPick={(said) => set({ problem: withPhrase(content.problem, said) })} />
          <Textarea
            label={say('proposals.field.change')}
            description={say('proposals.field.change.about')}
            autosize
            minRows={3}
            maxLength={8000}
            value={content.change}
            onChange={(event) => set({ change: event.currentTarget.value })}
          />
          <PhrasePicker onPick={(said) => set({ change: withPhrase(content.change, said) })} />
        </div>
      </Section>
      <ValueForm content={content} currency={currency} set={set} />
      <OptionsForm content={content} currency={currency} set={set} />
      <Section title={<Say id="proposals.part.terms" />}>
        <div className={styles.form}>
          <VatForm content={content} set={set} />
          <DiscountForm content={content} set={set} />
          <Textarea
            label={say('proposals.field.terms')}
            autosize
            minRows={2}
            maxLength={8000}
            value={content.terms}
            onChange={(event) => set({ terms: event.currentTarget.value })}
          />
        </div>
      </Section>
    </>
  )
}

interface PartInput {
  content: Content
  set(change: Partial<Content>): void
}

/** What the problem costs them today: the figures of the picture. */
function ValueForm({ content, currency, set }: PartInput & { currency: string }) {
  const say = useSay()
  const costs = content.value?.costs ?? []
  const source = content.value?.source ?? ''
  const write = (next: typeof costs, from = source) =>
    set({ value: next.length === 0 && from === '' ? null : { costs: next, source: from } })
  return (
    <Section title={<Say id="proposals.part.value" />} sub={<Say id="proposals.part.value.about" />}>
      <div className={styles.form}>
        {costs.map((cost, index) => (
          <div className={styles.cost} key={index}>
            <TextInput
              label={say('proposals.field.cost', { number: index + 1 })}
              maxLength={300}
              value={cost.label}
              onChange={(event) => write(costs.with(index, { ...cost, label: event.currentTarget.value }))}
            />
            <MoneyInput
              label={say('proposals.field.cost.sum')}
              currency={currency}
              minor={cost.minor}
              onChange={(minor) => write(costs.with(index, { ...cost, minor: minor ?? 0 }))}
            />
            <Button
              variant="default"
              aria-label={say('proposals.cost.remove', { number: index + 1 })}
              onClick={() => write(costs.toSpliced(index, 1))}
            >
              ✕
            </Button>
          </div>
        ))}
        {costs.length < 8 && (
          <div>
            <Button variant="default" size="xs" onClick={() => write([...costs, { label: '', minor: 0 }])}>
              <Say id="proposals.cost.add" />
            </Button>
          </div>
        )}
        {costs.length > 0 && (
          <TextInput
            label={say('proposals.field.source')}
            description={say('proposals.field.source.about')}
            maxLength={300}
            value={source}
            onChange={(event) => write(costs, event.currentTarget.value)}
          />
        )}
      </div>
    </Section>
  )
}

/** Two to four options; they stand from highest to lowest by themselves. */
function OptionsForm({ content, currency, set }: PartInput & { currency: string }) {
  const { options } = content
  const write = (next: ProposalOption[]) => set({ options: next })
  const add = () => write([...options, emptyOption(options)])
  return (
    <Section
      title={<Say id="proposals.part.options" />}
      sub={<Say id="proposals.part.options.about" />}
      actions={
        options.length < mostOptions && (
          <Button variant="default" size="xs" onClick={add}>
            <Say id="proposals.option.add" />
          </Button>
        )
      }
    >
      <ol className={styles.options}>
        {options.map((option, index) => (
          <OptionForm
            key={option.id}
            option={option}
            number={index + 1}
            currency={currency}
            onChange={(next) => write(options.with(index, next))}
            onSort={() => write(fromHighToLow(options))}
            onRemove={() => write(options.toSpliced(index, 1))}
          />
        ))}
      </ol>
    </Section>
  )
}

function emptyOption(options: readonly ProposalOption[]): ProposalOption {
  let number = options.length + 1
  while (options.some(({ id }) => id === `option-${number}`)) number++
  const period = options.at(-1)?.period ?? 'year'
  return { id: `option-${number}`, name: '', about: '', includes: [], products: [], priceMinor: null, period }
}

interface OptionFormInput {
  option: ProposalOption
  number: number
  currency: string
  onChange(option: ProposalOption): void
  onSort(): void
  onRemove(): void
}

function OptionForm({ option, number, currency, onChange, onSort, onRemove }: OptionFormInput) {
  const say = useSay()
  const format = useFormat()
  const set = (change: Partial<ProposalOption>) => onChange({ ...option, ...change })
  const year = firstYear(option)
  return (
    <li>
      <fieldset className={styles.option}>
        <legend>
          <Say id="proposals.option" values={{ number }} />
        </legend>
        <div className={styles.priced}>
          <TextInput
            label={say('proposals.option.name')}
            maxLength={300}
            value={option.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <MoneyInput
            label={say('proposals.option.price')}
            currency={currency}
            minor={option.priceMinor}
            onChange={(priceMinor) => set({ priceMinor })}
            onBlur={onSort}
          />
          <label className={styles.field}>
            <Say id="proposals.option.period" />
            <select
              className="plain"
              value={option.period}
              onChange={(event) => set({ period: event.currentTarget.value as PricePeriod })}
              onBlur={onSort}
            >
              {pricePeriods.map((one) => (
                <option key={one} value={one}>
                  {say(`proposals.per.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {option.period === 'month' && year !== null && (
          <p className="quiet small">
            <Say id="proposals.option.firstYear" values={{ sum: format.money(toMajor(year, currency), currency) }} />
          </p>
        )}
        <Textarea
          label={say('proposals.option.about')}
          autosize
          minRows={1}
          maxLength={2000}
          value={option.about}
          onChange={(event) => set({ about: event.currentTarget.value })}
        />
        <Textarea
          label={say('proposals.option.includes')}
          description={say('proposals.option.includes.about')}
          autosize
          minRows={2}
          value={option.includes.join('\n')}
          onChange={(event) =>
            set({
              includes: event.currentTarget.value
                .split('\n')
                .slice(0, 20)
                .map((line) => line.slice(0, 300)),
            })
          }
        />
        {option.products.length > 0 && (
          <ul className={styles.products}>
            {option.products.map((product, index) => (
              <li key={`${product.productId}/${index}`}>
                <span>{product.name}</span>
                <NumberInput
                  aria-label={say('proposals.product.quantity', { name: product.name })}
                  value={product.quantity}
                  min={0.001}
                  max={1_000_000}
                  hideControls
                  w={90}
                  onChange={(value) =>
                    set({ products: option.products.with(index, { ...product, quantity: Number(value) || 1 }) })
                  }
                />
                <Button
                  variant="default"
                  size="xs"
                  aria-label={say('proposals.product.remove', { name: product.name })}
                  onClick={() => set({ products: option.products.toSpliced(index, 1) })}
                >
                  ✕
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div>
          <button type="button" className="link small" onClick={onRemove}>
            <Say id="proposals.option.remove" values={{ number }} />
          </button>
        </div>
      </fieldset>
    </li>
  )
}

function VatForm({ content, set }: PartInput) {
  const say = useSay()
  const { vat } = content
  return (
    <div className={styles.pair}>
      <label className={styles.field}>
        <Say id="proposals.vat" />
        <select
          className="plain"
          value={vat.mode}
          onChange={(event) => set({ vat: { ...vat, mode: event.currentTarget.value as VatMode } })}
        >
          {vatModes.map((mode) => (
            <option key={mode} value={mode}>
              {say(`proposals.vat.${mode}`)}
            </option>
          ))}
        </select>
      </label>
      {vat.mode !== 'none' && (
        <PercentInput
          label={say('proposals.vat.rate')}
          rate={vat.rate}
          onChange={(rate) => set({ vat: { ...vat, rate } })}
        />
      )}
    </div>
  )
}

function DiscountForm({ content, set }: PartInput) {
  const say = useSay()
  const { discount } = content
  if (discount === null)
    return (
      <div>
        <Button variant="default" size="xs" onClick={() => set({ discount: { rate: 500, reason: '' } })}>
          <Say id="proposals.discount.add" />
        </Button>
      </div>
    )
  return (
    <div className={styles.pair}>
      <PercentInput
        label={say('proposals.discount')}
        rate={discount.rate}
        onChange={(rate) => set({ discount: { ...discount, rate } })}
      />
      <TextInput
        label={say('proposals.discount.reason')}
        description={say('proposals.discount.reason.about')}
        maxLength={300}
        value={discount.reason}
        onChange={(event) => set({ discount: { ...discount, reason: event.currentTarget.value } })}
      />
      <div>
        <button type="button" className="link small" onClick={() => set({ discount: null })}>
          <Say id="proposals.discount.remove" />
        </button>
      </div>
    </div>
  )
}

/** A share in percent, kept in basis points. */
function PercentInput({ label, rate, onChange }: { label: string; rate: number; onChange(rate: number): void }) {
  return (
    <NumberInput
      label={label}
      value={rate / 100}
      min={0}
      max={100}
      decimalScale={2}
      hideControls
      suffix=" %"
      onChange={(value) => onChange(Math.min(10_000, Math.round(Number(value) * 100) || 0))}
    />
  )
}
