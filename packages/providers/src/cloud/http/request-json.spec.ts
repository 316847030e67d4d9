import { afterEach, describe, expect, it } from 'vitest'
import { collectOpened } from '../../registry/testing/opened.ts'
import { requestJson } from './request-json.ts'

const retries = { attempts: 3, firstWait: 1 }
const opened = collectOpened()
afterEach(() => opened.close())

/** A server that answers these, one after the other, the last for ever. */
function answering(...answers: { status: number; body?: string; headers?: Record<string, string> }[]) {
  return opened.server((_, response) => {
    const { status, body = '', headers = {} } = (answers.length > 1 ? answers.shift() : answers[0])!
    response.writeHead(status, headers).end(body)
  })
}

describe('a question of JSON', () => {
  it('answers status, headers and body', async () => {
    const { url } = await answering({ status: 201, body: '{"a":1}', headers: { 'x-token': 't' } })

    const { status, headers, body } = await requestJson({ url, method: 'POST', body: { b: 2 }, retries })

    expect([status, headers.get('x-token'), body]).toEqual([201, 't', { a: 1 }])
  })

  it.each([429, 502, 503, 504])('is asked again after %i, and answers it after all tries', async (status) => {
    const once = await answering({ status }, { status: 200, body: '1' })
    const always = await answering({ status, body: 'busy' })

    expect(await requestJson({ url: once.url, method: 'POST', retries })).toMatchObject({
      status: 200,
      body: 1,
    })
    expect(await requestJson({ url: always.url, retries })).toMatchObject({ status, body: 'busy' })
    expect([once.requests.length, always.requests.length]).toEqual([2, 3])
  })

  it('is asked again after what the caller takes for passing', async () => {
    const server = await answering({ status: 403 }, { status: 200 })
    const isPassing = ({ status }: { status: number }) => status === 403

    expect(await requestJson({ url: server.url, retries, isPassing })).toMatchObject({ status: 200 })
  })

  it('does not wait longer than is reasonable because it is told to', async () => {
    const server = await answering({ status: 429, headers: { 'retry-after': '3600' } })

    expect(await requestJson({ url: server.url, retries })).toMatchObject({ status: 429 })
    expect(server.requests).toHaveLength(1)
  })

  it('follows no redirect', async () => {
    const target = await answering({ status: 200 })
    const { url } = await answering({ status: 302, headers: { location: target.url } })

    expect(await requestJson({ url, headers: { 'x-auth-token': 'secret' }, retries })).toMatchObject({
      status: 302,
    })
    expect(target.requests).toEqual([])
  })

  it.each([
    ['no JSON', '{"a":', 1000],
    ['too much', `"${'x'.repeat(2000)}"`, 1000],
  ])('takes %s for invalid', async (_, body, limit) => {
    const { url } = await answering({ status: 200, body })

    await expect(requestJson({ url, limit, retries })).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('takes what is no URL for invalid', async () => {
    await expect(requestJson({ url: 'no place', retries })).rejects.toMatchObject({ kind: 'invalid' })
  })

  it.each([
    ['GET', 3],
    ['POST', 1],
  ])('asks with %s %i times where connections are cut', async (method, times) => {
    const server = await opened.server((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"a":', () => response.destroy())
    })

    await expect(requestJson({ url: server.url, method, retries })).rejects.toMatchObject({
      kind: 'unreachable',
    })
    expect(server.requests).toHaveLength(times)
  })

  it('tells that nothing listens', async () => {
    const { url, host, close } = await answering({ status: 200 })
    await close()

    await expect(requestJson({ url, retries })).rejects.toMatchObject({
      kind: 'unreachable',
      message: `Nothing listens at "${host}"`,
    })
  })

  it('tells that nobody knows a host', async () => {
    await expect(requestJson({ url: 'http://nobody.invalid/', retries })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('nobody.invalid') as string,
    })
  })

  it('does not wait for ever', async () => {
    const { url } = await opened.server(() => undefined)

    await expect(requestJson({ url, timeout: 30, retries })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('throws the reason of its signal, also while it waits to ask again', async () => {
    const server = await answering({ status: 503 })
    const controller = new AbortController()
    const reason = new Error('Enough')

    const asked = requestJson({
      url: server.url,
      signal: controller.signal,
      retries: { attempts: 3, firstWait: 30_000 },
    })
    setTimeout(() => controller.abort(reason), 100)

    await expect(asked).rejects.toBe(reason)
  })
})
