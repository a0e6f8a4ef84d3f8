import { LONGEST_COMMENT } from '../../community/comments/comment-text.ts'
import type { KnownNames } from '../../community/comments/named-people.ts'
import { commentHtml } from './comment-text.ts'

interface CommentFormProps {
  /** Where it goes; the draft is kept under it. */
  action: string
  label: string
  /** Unique on the page. */
  id: string
  text?: string
  /** Shows what the text looks like. */
  preview?: boolean
  /** Of the preview. */
  known?: KnownNames | undefined
}

/** What a member writes; the script keeps a draft of it and shows previews in place. */
export function CommentForm({ action, label, id, text = '', preview = false, known }: CommentFormProps) {
  return (
    <form class="form comment-form" method="post" action={action} data-comment-form>
      <label>
        {label}
        <textarea name="body" rows={6} maxLength={LONGEST_COMMENT} required aria-describedby={`${id}-hint`}>
          {text}
        </textarea>
      </label>
      <p class="quiet" id={`${id}-hint`}>
        Markdown, <code>$formulas$</code>, <code>@names</code> and <code>arXiv:2407.21783</code> are read.
      </p>
      <div class="form-row">
        <button class="button" type="submit" name="do" value="send">
          Send
        </button>
        <button class="button" type="submit" name="do" value="preview">
          Preview
        </button>
      </div>
      <div data-preview aria-live="polite">
        {preview && <Preview text={text} known={known} />}
      </div>
    </form>
  )
}

function Preview({ text, known }: { text: string; known: KnownNames | undefined }) {
  return (
    <div class="preview">
      <p class="quiet">This is how it will look:</p>
      <div
        class="comment-body"
        dir="auto"
        dangerouslySetInnerHTML={commentHtml(text.slice(0, LONGEST_COMMENT), known)}
      />
    </div>
  )
}
