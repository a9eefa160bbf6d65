import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** One kept connection that sends one ready-made request after another: the driver should cost little beside the server. */
export interface Client {
  /** resolves with the status once the whole answer is there */
  send(request: Buffer): Promise<number>
  close(): void
}

export function openClient(address: string): Promise<Client> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    let waiting: { resolve(status: number): void; reject(error: Error): void } | null = null
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      const status = Number(text.slice(9, 12))
      text = ''
      const { resolve: done } = waiting as NonNullable<typeof waiting>
      waiting = null
      done(status)
    })
    const fail = (error: Error): void => {
      waiting?.reject(error)
      reject(error)
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('The server closed the connection.')))
    socket.on('connect', () =>
      resolve({
        send: (request) =>
          new Promise((done, broken) => {
            waiting = { resolve: done, reject: broken }
            socket.write(request)
          }),
        close: () => socket.destroy(),
      }),
    )
  })
}

/** A POST with a JSON body and a write key as Basic user, as bytes. */
export function postRequest(path: string, key: string, body: string, headers = ''): Buffer {
  const auth = Buffer.from(`${key}:`).toString('base64')
  const bytes = Buffer.byteLength(body)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Basic ${auth}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${bytes}\r\n\r\n${body}`,
  )
}
