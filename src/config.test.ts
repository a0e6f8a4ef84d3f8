import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readConfig } from './config.ts'
import { Invalid } from './errors.ts'

const data = mkdtempSync(join(tmpdir(), 'broadsheet-config-'))
const read = (environment: Record<string, string>) =>
  readConfig({ environment: { BROADSHEET_DATA: data, ...environment } })

describe('settings', () => {
  test('without any, the defaults hold', () => {
    const { values, origins } = readConfig({ environment: {} })
    assert.equal(values.PORT, 8080)
    assert.equal(values.HOST, '127.0.0.1')
    assert.equal(values.DATABASE_URL, undefined)
    assert.deepEqual(values.ALLOWED_HOSTS, [])
    assert.equal(origins.PORT, 'default')
  })

  test('what is kept, shares and headers are read, or refused with an example', () => {
    const { values } = read({
      ...{ BACKUP_KEEP: '3 daily, 0 weekly', OTEL_TRACES_SAMPLER_ARG: '.25' },
      OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic a=b, x-y=1',
    })
    assert.deepEqual(values.BACKUP_KEEP, { daily: 3, weekly: 0 })
    assert.deepEqual(read({}).values.BACKUP_KEEP, { daily: 7, weekly: 4 })
    assert.equal(values.OTEL_TRACES_SAMPLER_ARG, 0.25)
    assert.deepEqual(values.OTEL_EXPORTER_OTLP_HEADERS, { authorization: 'Basic a=b', 'x-y': '1' })
    assert.throws(() => read({ BACKUP_KEEP: '0 daily' }), /7 daily, 4 weekly/)
    assert.throws(() => read({ OTEL_TRACES_SAMPLER_ARG: '2' }), /from 0 to 1/)
    assert.throws(() => read({ OTEL_EXPORTER_OTLP_HEADERS: 'secret' }), /not the given value/)
  })

  test('command line beats environment beats a secret’s file beats the configuration file', () => {
    const secret = join(data, 'secret')
    writeFileSync(secret, 'From a file\n')
    writeFileSync(
      join(data, 'broadsheet.config.json'),
      JSON.stringify({ SITE_NAME: 'From the configuration', PORT: 1 }),
    )
    assert.equal(read({}).values.SITE_NAME, 'From the configuration')
    assert.equal(read({}).values.PORT, 1)
    assert.equal(read({ SITE_NAME_FILE: secret }).values.SITE_NAME, 'From a file')
    assert.equal(read({ SITE_NAME_FILE: secret, SITE_NAME: 'From outside' }).values.SITE_NAME, 'From outside')
    const { values, origins } = readConfig({
      environment: { BROADSHEET_DATA: data, SITE_NAME: 'From outside' },
      commandLine: { SITE_NAME: 'Typed' },
    })
    assert.deepEqual([values.SITE_NAME, origins.SITE_NAME], ['Typed', 'command line'])
    writeFileSync(join(data, 'broadsheet.config.json'), '{}')
  })

  test('all wrong values are named at once, and a secret is not printed', () => {
    const wrong = {
      PORT: '80800',
      EDITION_TIMEZONE: 'Mars/Olympus',
      DATABASE_URL: 'mysql://u:hunter2@h/d',
      JOBS: 'perhaps',
    }
    assert.throws(
      () => read(wrong),
      (error: unknown) => {
        assert.ok(error instanceof Invalid)
        assert.deepEqual(Object.keys(error.fields).sort(), [
          'DATABASE_URL',
          'EDITION_TIMEZONE',
          'JOBS',
          'PORT',
        ])
        for (const name of Object.keys(wrong)) assert.match(error.message, new RegExp(name))
        assert.doesNotMatch(error.message, /hunter2/)
        return true
      },
    )
  })

  test('an unknown name in the configuration file is refused', () => {
    writeFileSync(join(data, 'broadsheet.config.json'), '{"PROT": 80}')
    assert.throws(() => read({}), /PROT is no setting/)
    writeFileSync(join(data, 'broadsheet.config.json'), 'not json')
    assert.throws(() => read({}), /not a JSON object/)
    writeFileSync(join(data, 'broadsheet.config.json'), '{}')
  })

  test('whatever is wrong with the configuration file is said, and nothing of what stands in it', () => {
    const path = join(data, 'broadsheet.config.json')
    for (const [content, problem] of [
      ['[]', /is not a JSON object/],
      ['5', /is not a JSON object/],
      ['{"DATABASE_URL": hidden}', /is not a JSON object/],
      ['{"DATABASE_URL": "hidden",}', /line 1 column/],
      ['{"SITE_NAME": {"a": "hidden"}}', /SITE_NAME must be text/],
      ['{"SITE_NAME": null}', /SITE_NAME must be text/],
      ['{"toString": 1}', /toString is no setting/],
    ] as const) {
      writeFileSync(path, content)
      assert.throws(
        () => read({}),
        ({ message }: Error) => problem.test(message) && !message.includes('hidden'),
      )
    }
    writeFileSync(path, '\ufeff{"PORT": 81, "JOBS": false, "ALLOWED_HOSTS": ["a.example", "b.example"]}')
    const { PORT, JOBS, ALLOWED_HOSTS } = read({}).values
    assert.deepEqual([PORT, JOBS, ALLOWED_HOSTS], [81, false, ['a.example', 'b.example']])
    writeFileSync(path, '{}')
  })

  test('a site that listens to the world must know its address and has no test clock', () => {
    assert.throws(() => read({ HOST: '0.0.0.0' }), /PUBLIC_URL is required/)
    assert.throws(
      () => read({ HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example', TEST_CLOCK: '2025-12-05' }),
      /TEST_CLOCK/,
    )
    assert.equal(
      read({ HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example/' }).values.PUBLIC_URL,
      'https://a.example',
    )
    assert.throws(
      () => read({ TEST_CLOCK: '2025-12-05T09:00:00Z 60' }),
      /refused while ARXIV_OAI_URL is https/,
    )
    const { values } = read({ TEST_CLOCK: '2025-12-05T09:00:00Z 60', SOURCES: '' })
    assert.deepEqual(values.TEST_CLOCK, { startsAt: '2025-12-05T09:00:00.000Z', speed: 60 })
    assert.deepEqual(values.SOURCES, [])
  })

  test('what needs another setting names it; a test clock sends no mail to the world', () => {
    const smtp = { SMTP_URL: 'smtp://mail.example:587' }
    assert.throws(() => read(smtp), /MAIL_FROM is required when SMTP_URL is set/)
    assert.throws(() => read({ ...smtp, MAIL_FROM: 'a@b.example\nBcc: c' }), /MAIL_FROM must be/)
    assert.throws(() => read({ OIDC_CLIENT_ID: 'a' }), /OIDC_CLIENT_SECRET is .*OIDC_ISSUER is required/)
    const mail = { ...smtp, MAIL_FROM: 'Daily Papers <papers@example.org>' }
    assert.equal(read(mail).values.MAIL_FROM, 'Daily Papers <papers@example.org>')
    const clock = { TEST_CLOCK: '2025-12-05T09:00:00Z', SOURCES: '' }
    assert.throws(
      () => read({ ...mail, ...clock }),
      /TEST_CLOCK is refused while SMTP_URL leads to mail\.example/,
    )
    read({ ...mail, ...clock, SMTP_URL: 'smtp://127.0.0.1:2525' })
  })

  test('an empty value is no value: the default holds', () => {
    const { values } = read({ DATABASE_URL: '', PUBLIC_URL: '', SITE_CURATOR: '', PORT: '', SITE_NAME: ' ' })
    assert.equal(values.DATABASE_URL, undefined)
    assert.deepEqual([values.PORT, values.SITE_NAME], [8080, 'Daily Papers'])
  })

  test('a configuration file that can’t be read stops the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'broadsheet-config-'))
    mkdirSync(join(folder, 'broadsheet.config.json'))
    assert.throws(() => readConfig({ environment: { BROADSHEET_DATA: folder } }), /can’t be read/)
  })
})
