// What text-mode commands stand for. Mathematics is not in here: KaTeX sets it.

const marks: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
}

/** True for `'` of `\'e` and `c` of `\c{c}`. */
export function isAccent(command: string): boolean {
  return Object.hasOwn(marks, command)
}

/** `\'` over `e` is `é`; over `\i` the dot is put back, since Unicode has `í` composed. */
export function accented(command: string, base: string): string {
  const letter = base === 'ı' ? 'i' : base === 'ȷ' ? 'j' : base
  const [first = '', ...rest] = letter
  return first === '' ? '' : (first + (marks[command] ?? '') + rest.join('')).normalize('NFC')
}

const words = `ss=ß o=ø O=Ø ae=æ AE=Æ oe=œ OE=Œ aa=å AA=Å l=ł L=Ł i=ı j=ȷ dh=ð DH=Ð th=þ TH=Þ dj=đ DJ=Đ ng=ŋ NG=Ŋ
  S=§ P=¶ copyright=© dag=† ddag=‡ pounds=£ euro=€ ldots=… dots=… textellipsis=… textendash=– textemdash=—
  textquoteright=’ textquoteleft=‘ textquotedblleft=“ textquotedblright=” textbackslash=\\ textasciitilde=~
  textasciicircum=^ textunderscore=_ textdegree=° texttrademark=™ textregistered=® textmu=µ textgreater=> textless=<
  textbar=| textbraceleft={ textbraceright=} textdollar=$ textbullet=• textperiodcentered=· guillemotleft=«
  guillemotright=» TeX=TeX LaTeX=LaTeX deg=° degree=° circ=° quad=\u2003 qquad=\u2003
  alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ mu=μ
  nu=ν xi=ξ pi=π rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ varphi=φ chi=χ psi=ψ omega=ω
  Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω
  times=× pm=± mp=∓ cdot=⋅ sim=∼ simeq=≃ approx=≈ neq=≠ ne=≠ leq=≤ le=≤ geq=≥ ge=≥ ll=≪ gg=≫ infty=∞ to=→
  rightarrow=→ leftarrow=← leftrightarrow=↔ Rightarrow=⇒ in=∈ partial=∂ nabla=∇ hbar=ℏ ell=ℓ prime=′ ast=∗ star=⋆
  propto=∝ equiv=≡ subset=⊂ cup=∪ cap=∩ forall=∀ exists=∃ langle=⟨ rangle=⟩ item=• odot=⊙ oplus=⊕ otimes=⊗`

const symbols = new Map(
  words.split(/\s+(?=[A-Za-z]+=)/).map((word): [string, string] => {
    const at = word.indexOf('=')
    return [word.slice(0, at), word.slice(at + 1)]
  }),
)
for (const sign of '%&_#{}$') symbols.set(sign, sign)
for (const nothing of ['-', '/', '@', 'xspace', 'protect', 'relax', 'noindent', 'newblock'])
  symbols.set(nothing, '')
for (const space of [' ', '\\', ',', ';', ':', '\n', 'newline', 'linebreak']) symbols.set(space, ' ')
symbols.set('!', '')

/** The character for a command's name (without backslash); undefined for commands that stay as they are. */
export function symbolOf(command: string): string | undefined {
  return symbols.get(command)
}
