#!/usr/bin/env node
import process from 'node:process'
import { runWithNode26 } from './node26.js'

await runWithNode26('src/cli/main.ts', process.argv.slice(2))
