import type { PipelineList } from '#contract/deal.ts'
import type { PipelineTemplates } from '#contract/pipeline-add.ts'
import type { ProductChange, ProductInput, ProductList, ProductView } from '#contract/product.ts'
import type { RateChange, RateList } from '#contract/rate.ts'
import { get, post } from '../app/api.ts'

export const pipelineSettingsApi = {
  products: (signal?: AbortSignal) => get<ProductList>('/api/products', {}, signal),
  addProduct: (body: ProductInput) => post<ProductView>('/api/products', body),
  changeProduct: (id: string, body: ProductChange) =>
    post<ProductView>(`/api/products/${encodeURIComponent(id)}`, body),
  rates: (signal?: AbortSignal) => get<RateList>('/api/rates', {}, signal),
  changeRates: (body: RateChange) => post<RateList>('/api/rates', body),
  pipelines: (signal?: AbortSignal) => get<PipelineList>('/api/pipelines', {}, signal),
  templates: (signal?: AbortSignal) => get<PipelineTemplates>('/api/pipelines/templates', {}, signal),
  addPipeline: (body: { name: string; from: string }) => post<{ id: string }>('/api/pipelines', body),
}
