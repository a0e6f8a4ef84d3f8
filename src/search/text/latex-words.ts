// LaTeX in titles and abstracts: which commands are words, which are letters of a word, and which are only layout.

/** What a command is to a search. */
export type CommandMeaning =
  /** `\alpha`, `\log`, an author's own `\OurMethod`. */
  | { kind: 'word'; word: string; end: number }
  /** `\mathbf`, `\left`: as if it weren't there; what it is applied to stays. */
  | { kind: 'format'; end: number }
  /** `\leq`, `\quad`, `\begin{align}`: parts what stands on both sides. */
  | { kind: 'separator'; end: number }

export interface AccentedLetters {
  letters: string
  /** Index behind the command and its argument. */
  end: number
}

/** Letters written as a command, at a backslash or at a brace around one: `\'e`, `\H{o}`, `{\"o}`, `{\o}`, `\aa `. */
export function readAccent(text: string, at: number): AccentedLetters | null {
  if (text[at] !== '{') return readBareAccent(text, at)
  if (text[at + 1] !== '\\') return null
  const inner = readBareAccent(text, at + 1)
  return inner && text[inner.end] === '}' ? { letters: inner.letters, end: inner.end + 1 } : null
}

/** The command at a backslash that is no accent. */
export function readCommand(text: string, at: number): CommandMeaning {
  name.lastIndex = at + 1
  const found = name.exec(text)?.[0] ?? ''
  const end = at + 1 + found.length
  if (found === '')
    return { kind: invisibleSymbols.has(text[at + 1] ?? '') ? 'format' : 'separator', end: end + 1 }
  if (withArgument.test(found)) return { kind: 'separator', end: behindArgument(text, end) }
  if (formats.has(found)) return { kind: 'format', end }
  if (symbols.has(found) || found.length === 1) return { kind: 'separator', end }
  return { kind: 'word', word: aliases.get(found) ?? found, end }
}

/** Longer runs of letters are no command that anybody wrote. */
const name = /[a-zA-Z]{1,40}/y
const invisibleSymbols = new Set(['-', '/', '@', '_', '!'])

const accent =
  /\\(?:["'^`~=.]|[Hcuvkrdbt](?=[\s{\\])\s?)(?:\{\s?(?:([a-zA-Z]{1,2})|\\([ij]))\s?\}|([a-zA-Z])|\\([ij])(?![a-zA-Z])\s?)/y
const letterCommand =
  /\\(o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j|dh|DH|th|TH|dj|DJ|ng|NG)(?![a-zA-Z])(?:\{\}|\s(?=[a-zA-Z]))?/y
const plainLetters = new Map([
  ['aa', 'a'],
  ['AA', 'A'],
  ['dh', 'd'],
  ['DH', 'D'],
  ['dj', 'd'],
  ['DJ', 'D'],
])

function readBareAccent(text: string, at: number): AccentedLetters | null {
  accent.lastIndex = at
  const match = accent.exec(text)
  if (match) return { letters: match[1] ?? match[2] ?? match[3] ?? match[4] ?? '', end: accent.lastIndex }
  letterCommand.lastIndex = at
  const letter = letterCommand.exec(text)?.[1]
  return letter === undefined
    ? null
    : { letters: plainLetters.get(letter) ?? letter, end: letterCommand.lastIndex }
}

/** Commands whose first argument is a name for TeX, not for readers. */
const withArgument =
  /^(?:begin|end|label|(?:page|eq|auto|[cC])?ref|[cC]ite[a-zA-Z]*|(?:text)?color|unicode|[hv]space|vskip|hskip|includegraphics|bibliography|input)$/
const argument = /\*?(?:\[[^\]{}]{0,80}\])?\{[^{}]{0,200}\}/y

function behindArgument(text: string, at: number): number {
  argument.lastIndex = at
  return argument.test(text) ? argument.lastIndex : at
}

const formats = new Set(
  `emph em textbf textit texttt textsc textsf textrm textsl textup textmd textnormal text mbox hbox fbox underline
  uline sout enquote textsuperscript textsubscript mathbf mathit mathrm mathcal mathbb mathsf mathtt mathfrak
  mathscr boldsymbol bm pmb bf it rm sf tt sc sl cal operatorname operatornamewithlimits mathop mathord mathrel
  mathbin ensuremath left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle hat widehat tilde
  widetilde bar overline vec dot ddot acute grave breve check mathring overrightarrow underbrace overbrace
  displaystyle textstyle scriptstyle limits nolimits frac tfrac dfrac cfrac sqrt overset underset stackrel
  footnote footnotesize small large Large tiny normalsize scriptsize href url nolinkurl protect relax xspace
  phantom rlap llap lefteqn nonumber notag`.split(/\s+/),
)

/** Signs and spaces. Greek letters and operators (`\log`, `\min`, `\nabla`) are not among them: people search for those. */
const symbols = new Set(
  `quad qquad hfill newline par noindent medskip bigskip smallskip linebreak pagebreak hline item centering
  le leq leqslant ge geq geqslant ll gg lt gt ne neq equiv approx sim simeq cong propto prec preceq succ succeq
  lesssim gtrsim in notin ni subset subseteq supset supseteq cup cap setminus times cdot cdots ldots dots dotsc
  vdots ddots pm mp div ast star circ bullet oplus otimes odot wedge vee neg not to gets mapsto rightarrow
  leftarrow leftrightarrow longrightarrow Rightarrow Leftarrow Leftrightarrow Longrightarrow uparrow downarrow
  nearrow searrow hookrightarrow iff implies mid nmid parallel perp langle rangle lvert rvert lVert rVert vert
  Vert lfloor rfloor lceil rceil lbrace rbrace colon prime top bot dagger ddagger backslash slash percent
  textless textgreater textbar textquote textasciitilde textasciicircum textbackslash textquotesingle
  textquoteright textquoteleft textemdash textendash copyright checkmark textperthousand textdegree`.split(
    /\s+/,
  ),
)

/** `\ell` is the letter: with `\ell_1`, `L_1`, `ℓ₁` and "L1" are one to a search. */
const aliases = new Map([
  ['ell', 'l'],
  ['varepsilon', 'epsilon'],
  ['vartheta', 'theta'],
  ['varphi', 'phi'],
  ['varrho', 'rho'],
  ['varsigma', 'sigma'],
  ['varpi', 'pi'],
  ['textmu', 'mu'],
  ['infty', 'infinity'],
  ['hbar', 'h'],
  ['imath', 'i'],
  ['jmath', 'j'],
  ['lg', 'log'],
])
