export const blueprintViews = ['stages', 'scores', 'playbooks', 'templates', 'versions'] as const
export type BlueprintView = (typeof blueprintViews)[number]

export interface BlueprintSearch {
  /** absent: the stages */
  view?: BlueprintView
  /** whose stages; absent: the lifecycle */
  model?: string
  /** a version of the past; absent: the one in force */
  version?: number
}

export function parseBlueprintSearch(search: Record<string, unknown>): BlueprintSearch {
  const { model } = search
  const view = blueprintViews.find((one) => one === search['view'])
  const version = Number(search['version'])
  return {
    ...(view === undefined ? {} : { view }),
    ...(typeof model === 'string' ? { model } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
  }
}
