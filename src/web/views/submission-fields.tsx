/** What a member says with a submission. */
export function SubmissionFields({ note, media }: { note: string; media: string }) {
  return (
    <>
      <label>
        Why should others read it?
        <textarea name="note" rows={4} maxLength={2000} value={note} />
        <small>If you like; shown on the page of the paper with your name.</small>
      </label>
      <label>
        Addresses of pictures and films
        <textarea name="media" rows={2} value={media} />
        <small>If there are any: one a line, four at most.</small>
      </label>
    </>
  )
}
