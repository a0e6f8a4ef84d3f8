// What "valid HTML" means here: the rules of the standard as html-validate checks them, and our content policy.

import assert from 'node:assert/strict'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
      // Preact writes `<br/>`; the standard allows both.
      'void-style': 'off',
      'doctype-style': ['error', { style: 'lowercase' }],
      // The title of a page is that of its paper, however long its authors made it.
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'no-inline-style': 'error',
      'require-sri': 'off',
    },
  }),
)

/** Fails with every violation and its place. */
export async function assertValidHtml(html: string): Promise<void> {
  const report = await validator.validateString(html)
  const found = report.results.flatMap((result) =>
    result.messages.map(({ ruleId, message, line, column }) => {
      const near = (html.split('\n')[line - 1] ?? '').slice(Math.max(0, column - 60), column + 100)
      return `${ruleId}: ${message}\n    … ${near} …`
    }),
  )
  assert.equal(found.length, 0, `The page is not valid HTML:\n${found.slice(0, 10).join('\n')}`)
}

/** Fails where a page carries a script, a style or a handler of its own, or asks another site for something. */
export function assertKeepsContentPolicy(html: string): void {
  for (const [tag] of html.matchAll(/<[a-z](?:"[^"]*"|[^>"])*>/gi)) {
    const withoutValues = tag.replace(/="[^"]*"/g, '=')
    assert.doesNotMatch(withoutValues, /\s(?:style|on[a-z]+)=/i, `Inline style or handler: ${tag}`)
    if (/^<style/i.test(tag)) assert.fail(`Inline style: ${tag}`)
    if (/^<script/i.test(tag))
      assert.match(tag, / src="\/|type="application\/ld\+json"/, `Inline script: ${tag}`)
    if (/^<(?:script|img|iframe|video|audio|source|object|embed)\b/i.test(tag)) {
      assert.doesNotMatch(tag, /\s(?:src|srcset|data)="(?:https?:)?\/\//i, `Asks another site: ${tag}`)
    }
  }
}

/** What a page itself says, without what stands around every page. */
export const mainOf = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html
