import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

// what dragging needs: loaded once the cards stand there (use-dragging.ts)
export const dragging = { autoScrollForElements, combine, draggable, dropTargetForElements, monitorForElements }
export type Dragging = typeof dragging
