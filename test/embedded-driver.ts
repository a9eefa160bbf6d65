import { startEmbedded } from '#store/postgres/embedded.ts'

// Runs an embedded server as a process of its own, for tests that kill it: says one line of JSON, stops on SIGTERM.
const said: string[] = []
const server = await startEmbedded({ dataDir: process.argv[2] ?? '', log: (sentence) => said.push(sentence) })
const { url, dataDir, adopted } = server
console.log(JSON.stringify({ url, dataDir, adopted, pid: server.pid(), said }))
const alive = setInterval(() => {}, 60_000)
process.on('SIGTERM', () => {
  clearInterval(alive)
  void server.stop()
})
