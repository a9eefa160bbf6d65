import { z } from 'zod'
import { type RouteContract, route } from '#contract/openapi.ts'
import { pipelineAdd, pipelineAdded, pipelineTemplates } from '#contract/pipeline-add.ts'
import { productChange, productInput, productList, productView } from '#contract/product.ts'
import { rateChange, rateList } from '#contract/rate.ts'

/** The price list, rates and pipelines: what deals rest on. */
export const pipelineSettingsRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/products',
    verb: 'readProducts',
    summary: 'The price list, with other spellings and how many deals sell each product.',
    tag: 'Deals',
    doors: ['session'],
    responses: { 200: { description: 'All of them, those on sale first.', body: productList } },
  }),
  route({
    method: 'POST',
    path: '/api/products',
    verb: 'createProduct',
    summary: 'A new product.',
    tag: 'Deals',
    doors: ['session'],
    body: productInput,
    responses: { 200: { description: 'The product.', body: productView } },
  }),
  route({
    method: 'POST',
    path: '/api/products/:id',
    verb: 'changeProduct',
    summary: 'Changes, retires or renames a product, or says that another spelling means it.',
    tag: 'Deals',
    doors: ['session'],
    params: z.object({ id: z.uuid() }),
    body: productChange,
    responses: { 200: { description: 'The product.', body: productView } },
  }),
  route({
    method: 'GET',
    path: '/api/rates',
    verb: 'readRates',
    summary: "Rates by date into the workspace's currency, and money that stays unconverted.",
    tag: 'Deals',
    doors: ['session'],
    responses: { 200: { description: 'All rates.', body: rateList } },
  }),
  route({
    method: 'POST',
    path: '/api/rates',
    verb: 'changeRates',
    summary: 'Sets and removes rates; amounts of deals are converted again.',
    tag: 'Deals',
    doors: ['session'],
    body: rateChange,
    responses: { 200: { description: 'All rates.', body: rateList } },
  }),
  route({
    method: 'GET',
    path: '/api/pipelines/templates',
    verb: 'readPipelineTemplates',
    summary: 'Pipelines that come with the product.',
    tag: 'Deals',
    doors: ['session'],
    responses: { 200: { description: 'All of them.', body: pipelineTemplates } },
  }),
  route({
    method: 'POST',
    path: '/api/pipelines',
    verb: 'addAnotherPipeline',
    summary: 'Another pipeline, copied from one that is there or from a template.',
    tag: 'Deals',
    doors: ['session'],
    body: pipelineAdd,
    responses: { 200: { description: 'Its id, and the version of the blueprint that has it.', body: pipelineAdded } },
  }),
]
