/// What the commands of LaTeX that occur in abstracts stand for.
enum TeXSymbols {
  /// The combining mark of each accent written with a sign.
  static let accents: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "'"): "\u{301}", UInt8(ascii: "\""): "\u{308}", UInt8(ascii: "`"): "\u{300}",
    UInt8(ascii: "^"): "\u{302}", UInt8(ascii: "~"): "\u{303}", UInt8(ascii: "="): "\u{304}",
    UInt8(ascii: "."): "\u{307}",
  ]

  /// The combining mark of each accent written with a letter.
  static let namedAccents: [String: Unicode.Scalar] = [
    "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}", "H": "\u{30B}", "k": "\u{328}", "r": "\u{30A}",
    "d": "\u{323}", "b": "\u{331}",
  ]

  /// Letters of other alphabets of Latin script.
  static let letters: [String: String] = [
    "i": "i", "j": "j", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ",
  ]

  /// Greek letters, operators, arrows and names.
  static let symbols: [String: String] = {
    var symbols: [String: String] = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
      "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
      "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
      "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ",
      "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
      "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
      "Psi": "Ψ", "Omega": "Ω",
      "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "ast": "*", "star": "⋆",
      "circ": "∘", "bullet": "•", "oplus": "⊕", "otimes": "⊗", "odot": "⊙", "le": "≤", "leq": "≤",
      "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "ll": "≪",
      "gg": "≫", "lt": "<", "gt": ">", "approx": "≈", "sim": "~", "simeq": "≃", "cong": "≅",
      "equiv": "≡", "propto": "∝", "to": "→", "rightarrow": "→", "leftarrow": "←",
      "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔",
      "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "infty": "∞", "partial": "∂", "nabla": "∇",
      "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "in": "∈", "notin": "∉", "subset": "⊂",
      "subseteq": "⊆", "supset": "⊃", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀",
      "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "wedge": "∧", "vee": "∨", "top": "⊤",
      "bot": "⊥", "perp": "⊥", "parallel": "∥", "mid": "|", "vert": "|", "Vert": "‖", "ell": "ℓ",
      "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "prime": "′", "dagger": "†", "ddagger": "‡",
      "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
      "lbrace": "{", "rbrace": "}", "ldots": "…", "dots": "…", "cdots": "…", "textellipsis": "…",
      "deg": "°", "degree": "°", "textdegree": "°", "textgreater": ">", "textless": "<",
      "textasciitilde": "~", "textbackslash": "\\", "textunderscore": "_", "textendash": "–",
      "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textmu": "µ",
      "checkmark": "✓", "S": "§", "copyright": "©", "pounds": "£", "euro": "€",
      "textregistered": "®",
      "LaTeX": "LaTeX", "TeX": "TeX", "eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al.",
      "quad": " ", "qquad": " ", "space": " ", "newline": " ", "linebreak": " ", "par": " ",
      "item": " ",
    ]
    // Functions are written by their names.
    for name in [
      "log", "ln", "exp", "sin", "cos", "tan", "tanh", "min", "max", "argmin", "argmax", "sup",
      "inf", "lim", "det", "dim", "gcd", "Pr", "arg", "ker",
    ] { symbols[name] = name }
    return symbols
  }()

  /// Commands of which so many arguments are not text.
  static let droppedArguments: [String: Int] = [
    "url": 1, "nolinkurl": 1, "cite": 1, "citep": 1, "citet": 1, "citealp": 1, "citealt": 1,
    "citeauthor": 1, "citeyear": 1, "parencite": 1, "textcite": 1, "autocite": 1, "nocite": 1,
    "ref": 1, "eqref": 1, "cref": 1, "Cref": 1, "autoref": 1, "label": 1, "vspace": 1, "hspace": 1,
    "includegraphics": 1, "bibliography": 1, "bibliographystyle": 1, "begin": 1, "end": 1,
    "color": 1, "href": 1, "hyperlink": 1, "textcolor": 1, "colorbox": 1, "phantom": 1,
    "input": 1, "usepackage": 1,
  ]

  /// Those of them whose last argument is text.
  static let keepsLastArgument: Set<String> = ["href", "hyperlink", "textcolor", "colorbox"]

  /// Commands that only set the size or the place of what follows.
  static let silent: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "middle",
    "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "allowbreak", "nobreak",
    "noindent", "xspace", "protect", "relax", "centering", "sloppy", "tiny", "scriptsize",
    "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "it", "bf", "em",
    "rm",
    "tt", "sc", "sf", "sl", "itshape", "bfseries", "ttfamily", "rmfamily", "sffamily", "scshape",
    "upshape", "mdseries", "normalfont", "smallskip", "medskip", "bigskip", "hfill", "vfill",
    "newpage", "clearpage", "maketitle", "hskip", "kern", "null", "leavevmode", "unskip",
    "ignorespaces",
  ]

  /// Commands whose argument is text, also in a formula.
  static let textCommands: Set<String> = [
    "text", "textit", "textbf", "texttt", "textsc", "textsf", "textrm", "textmd", "textup",
    "textnormal", "emph", "underline", "mbox", "hbox", "fbox", "footnote", "mathrm", "mathbf",
    "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr", "boldsymbol", "bm",
    "operatorname", "hat", "widehat", "tilde", "widetilde", "bar", "overline", "vec", "dot", "ddot",
    "check", "acute", "grave", "overbrace", "underbrace", "uline", "textsuperscript",
    "textsubscript", "enquote", "uppercase", "lowercase", "ensuremath", "mathop", "stackrel",
  ]

  /// Macros, in lower case, whose names say nothing of what they stood for.
  static let placeholders: Set<String> = [
    "our", "ours", "oursystem", "ourmethod", "ourmodel", "ourapproach", "ourframework", "ourshort",
    "ourname", "ourdataset", "ourbenchmark", "method", "methodname", "name", "nickname", "model",
    "modelname", "system", "systemname", "sysname", "sys", "framework", "frameworkname", "approach",
    "approachname", "benchmark", "benchmarkname", "bench", "thisbench", "dataset", "datasetname",
    "data", "tool", "toolname", "project", "projectname", "algo", "alg", "algname", "acronym",
    "implname", "papername", "title", "ourtool", "us",
  ]
}
