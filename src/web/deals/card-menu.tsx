import { Menu } from '@mantine/core'
import type { DealCard } from '#contract/deal-board.ts'
import { Say, useSay } from '../app/words.tsx'
import type { Target } from './card.tsx'
import styles from './deals.module.css'

interface CardMenuInput {
  id: string
  card: DealCard
  targets: readonly Target[]
  close(): void
  onTarget(key: string): void
}

/** Where a card may be moved: under the dots that it stands behind; loaded when somebody asks. */
export function CardMenu({ id, card, targets, close, onTarget }: CardMenuInput) {
  const say = useSay()
  return (
    <Menu id={id} opened onChange={(open) => open || close()} position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.menuPlace}
          tabIndex={-1}
          aria-hidden="true"
          aria-label={say('deals.move.of', { deal: card.name })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Say id="deals.move.to" />
        </Menu.Label>
        {targets.map(({ key, name }) => (
          <Menu.Item key={key} onClick={() => onTarget(key)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
