import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { Menu } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import {
  blockKinds,
  emptyBlock,
  mostBlocks,
  textsOf,
  type Block,
  type BlockKind,
  type PageFault,
} from '#core/page/document.ts'
import { Say, useSay } from '../app/words.tsx'
import { BlockForm } from './block-form.tsx'
import styles from './pages.module.css'

interface BlocksInput {
  blocks: readonly Block[]
  /** `place` names what was changed, so that typing in one place is one step back */
  onChange(blocks: Block[], place: string): void
  faults: readonly PageFault[]
  forms: readonly { slug: string; name: string }[]
  slots: readonly { id: string; name: string }[]
}

/** The blocks of a variant: opened to be written, dragged or moved by keys, added and taken out. */
export function Blocks({ blocks, onChange, faults, forms, slots }: BlocksInput) {
  const say = useSay()
  const [open, setOpen] = useState<string | null>(blocks[0]?.id ?? null)
  const [said, setSaid] = useState('')
  const [over, setOver] = useState<string | null>(null)
  const hasForm = blocks.some(({ kind }) => kind === 'form')

  const move = (id: string, to: number): void => {
    const from = blocks.findIndex((block) => block.id === id)
    const block = blocks[from]
    const place = Math.max(0, Math.min(blocks.length - 1, to))
    if (!block || place === from) return
    const rest = blocks.filter((one) => one.id !== id)
    onChange([...rest.slice(0, place), block, ...rest.slice(place)], `move ${id} ${place}`)
    setSaid(say('pages.block.moved', { block: say(`pages.block.${block.kind}`), number: place + 1, of: blocks.length }))
  }
  const add = (kind: BlockKind): void => {
    const block = emptyBlock(kind, freshId(blocks))
    onChange([...blocks, block], `add ${block.id}`)
    setOpen(block.id)
  }
  const copy = (block: Block): void => {
    const twin = { ...block, id: freshId(blocks) }
    onChange(
      blocks.flatMap((one) => (one.id === block.id ? [one, twin] : [one])),
      `copy ${block.id}`,
    )
    setOpen(twin.id)
  }

  return (
    <div className={styles.blocks}>
      <p className="hidden" role="status">
        {said}
      </p>
      <ol className={styles.list}>
        {blocks.map((block, index) => (
          <BlockCard
            key={block.id}
            block={block}
            index={index}
            count={blocks.length}
            isOpen={open === block.id}
            isOver={over === block.id}
            faults={faults.filter((fault) => fault.block === block.id)}
            onOver={setOver}
            onToggle={() => setOpen(open === block.id ? null : block.id)}
            onMove={(to) => move(block.id, to)}
            onDropped={(id) => move(id, index)}
            onCopy={() => copy(block)}
            onRemove={() =>
              onChange(
                blocks.filter(({ id }) => id !== block.id),
                `remove ${block.id}`,
              )
            }
          >
            <BlockForm
              block={block}
              forms={forms}
              slots={slots}
              hasForm={hasForm}
              onChange={(next) =>
                onChange(
                  blocks.map((one) => (one.id === block.id ? next : one)),
                  `block ${block.id}`,
                )
              }
            />
          </BlockCard>
        ))}
      </ol>
      {blocks.length < mostBlocks && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={styles.add}>
              + <Say id="pages.block.add" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {blockKinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => add(kind)}>
                <Say id={`pages.block.${kind}`} />
                <span className={`quiet small ${styles.about}`}>
                  <Say id={`pages.about.${kind}`} />
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

function freshId(blocks: readonly Block[]): string {
  for (let number = blocks.length + 1; ; number++) {
    const id = `b${number}`
    if (!blocks.some((block) => block.id === id)) return id
  }
}

interface BlockCardInput {
  block: Block
  index: number
  count: number
  isOpen: boolean
  isOver: boolean
  faults: readonly PageFault[]
  onOver(id: string | null): void
  onToggle(): void
  onMove(to: number): void
  /** another block was let go here */
  onDropped(id: string): void
  onCopy(): void
  onRemove(): void
  children: React.ReactNode
}

function BlockCard(input: BlockCardInput) {
  const { block, index, count, isOpen, isOver, faults, onToggle, onMove, onCopy, onRemove, children } = input
  const say = useSay()
  const card = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const latest = useRef(input)
  const [dragged, setDragged] = useState(false)
  useEffect(() => {
    latest.current = input
  })
  useEffect(() => {
    if (!card.current || !handle.current) return
    const { id } = latest.current.block
    return combine(
      draggable({
        element: card.current,
        dragHandle: handle.current,
        getInitialData: () => ({ kind: 'block', id }),
        onDragStart: () => setDragged(true),
        onDrop: () => {
          setDragged(false)
          latest.current.onOver(null)
        },
      }),
      dropTargetForElements({
        element: card.current,
        canDrop: ({ source }) => source.data['kind'] === 'block' && source.data['id'] !== id,
        onDragEnter: () => latest.current.onOver(id),
        onDragLeave: () => latest.current.onOver(null),
        onDrop: ({ source }) => latest.current.onDropped(String(source.data['id'])),
      }),
    )
  }, [])
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    onMove(index + step)
    // the card is drawn anew at its place
    requestAnimationFrame(() => handle.current?.focus())
  }
  const name = say(`pages.block.${block.kind}`)
  const first = textsOf(block).find((text) => text.trim() !== '')
  const must = faults.filter((fault) => fault.must)
  return (
    <li
      ref={card}
      className={styles.block}
      data-open={isOpen || undefined}
      data-over={isOver || undefined}
      data-dragged={dragged || undefined}
    >
      <div className={styles.blockHead}>
        <button
          ref={handle}
          type="button"
          className={styles.handle}
          aria-label={say('pages.block.move', { block: name, number: index + 1, of: count })}
          title={say('pages.block.move.hint')}
          onKeyDown={press}
        >
          ⠿
        </button>
        <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={onToggle}>
          <span className={styles.kind}>{name}</span>
          <span className={styles.excerpt}>{first ?? ''}</span>
        </button>
        {faults.length > 0 && (
          <span className={styles.sign} data-must={must.length > 0 || undefined}>
            <span aria-hidden="true">{must.length > 0 ? '!' : '?'}</span>
            <span className="hidden">{say('pages.block.faults', { count: faults.length })}</span>
          </span>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className={styles.tool} aria-label={say('pages.block.menu', { block: name })}>
              ⋯
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={index === 0} onClick={() => onMove(index - 1)}>
              <Say id="pages.block.up" />
            </Menu.Item>
            <Menu.Item disabled={index === count - 1} onClick={() => onMove(index + 1)}>
              <Say id="pages.block.down" />
            </Menu.Item>
            <Menu.Item disabled={count >= mostBlocks} onClick={onCopy}>
              <Say id="pages.block.copy" />
            </Menu.Item>
            <Menu.Item onClick={onRemove}>
              <Say id="pages.block.remove" />
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {isOpen && (
        <div className={styles.blockBody}>
          {faults.length > 0 && (
            <ul className={styles.faults}>
              {faults.map(({ fault }) => (
                <li key={fault}>
                  <Say id={`pages.fault.${fault}`} />
                </li>
              ))}
            </ul>
          )}
          {children}
        </div>
      )}
    </li>
  )
}
