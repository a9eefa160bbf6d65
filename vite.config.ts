import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { texts } from './vite-texts.ts'

/** The web app: `npm run build` writes dist/web, which the server serves (server/http/static.ts). */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  plugins: [texts(), react(), compressed()],
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    // nothing inline: the content security policy allows files of our own only
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // few files: what the first script imports is one, and so is what nearly every screen shares
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 2 },
            {
              name: 'common',
              test: /(src[\\/]web[\\/](ui|app)|@mantine[\\/]hooks)[\\/]/,
              minShareCount: 6,
              priority: 1,
            },
            {
              name: 'widgets',
              test: /node_modules[\\/](@mantine|@floating-ui|react-remove-scroll|tabbable)/,
              minShareCount: 12,
              maxModuleSize: 30_000,
            },
          ],
        },
      },
    },
  },
})

/** Writes a brotli and a gzip copy beside each text file, so that the server never compresses them itself. */
function compressed(): Plugin {
  let outDir = ''
  return {
    name: 'hourglass-compressed',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    async closeBundle() {
      // called after a failed build too, whose own error must be the one that is told
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true }).catch(() => [])
      for (const entry of entries) {
        if (!entry.isFile() || !['.js', '.css', '.svg', '.json'].includes(extname(entry.name))) continue
        const path = join(entry.parentPath, entry.name)
        const body = await readFile(path)
        if (body.length < 1024) continue
        await writeFile(`${path}.gz`, await promisify(gzip)(body, { level: 9 }))
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10 }
        await writeFile(`${path}.br`, await promisify(brotliCompress)(body, { params }))
      }
    },
  }
}
