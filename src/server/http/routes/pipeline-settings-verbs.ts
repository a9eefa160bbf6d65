import { addAnotherPipeline, readPipelineTemplates } from '#actions/pipeline-add.ts'
import { changeProduct, createProduct } from '#actions/product-change.ts'
import { readProducts } from '#actions/product-list.ts'
import { changeRates, readRates } from '#actions/rate-change.ts'
import type { VerbRoute } from '../verbs.ts'

/** The price list, rates and pipelines. */
export const pipelineSettingsVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/products', verb: readProducts },
  { method: 'POST', path: '/api/products', verb: createProduct },
  { method: 'POST', path: '/api/products/:id', verb: changeProduct },
  { method: 'GET', path: '/api/rates', verb: readRates },
  { method: 'POST', path: '/api/rates', verb: changeRates },
  { method: 'GET', path: '/api/pipelines/templates', verb: readPipelineTemplates },
  { method: 'POST', path: '/api/pipelines', verb: addAnotherPipeline },
]
