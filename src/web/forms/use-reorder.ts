import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef } from 'react'

/**
 * Lets the items of a list (`data-index`) be dragged by their grip (`data-grip`) into another place. The line where it
 * will stand is an attribute of the item under the pointer: `data-drop` above or below.
 */
export function useReorder(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void): void {
  const move = useRef(onMove)
  useEffect(() => {
    move.current = onMove
  })
  useEffect(() => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [])]
    const place = (item: HTMLElement): number => Number(item.dataset['index'])
    return combine(
      ...items.flatMap((item) => {
        const grip = item.querySelector<HTMLElement>('[data-grip]')
        return [
          draggable({
            element: item,
            ...(grip ? { dragHandle: grip } : {}),
            getInitialData: () => ({ field: place(item) }),
            onDragStart: () => item.setAttribute('data-dragged', ''),
            onDrop: () => item.removeAttribute('data-dragged'),
          }),
          dropTargetForElements({
            element: item,
            canDrop: ({ source }) => typeof source.data['field'] === 'number',
            onDrag: ({ source }) =>
              item.setAttribute('data-drop', Number(source.data['field']) < place(item) ? 'below' : 'above'),
            onDragLeave: () => item.removeAttribute('data-drop'),
            onDrop: ({ source }) => {
              item.removeAttribute('data-drop')
              move.current(Number(source.data['field']), place(item))
            },
          }),
        ]
      }),
    )
  })
}
