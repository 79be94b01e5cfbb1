import Testing

@testable import TrendsCorpus

@Suite("TextCleaner")
struct TextCleanerTests {
  @Test(
    "LaTeX becomes plain text",
    arguments: [
      (#"a gain of 34.7\% over A\&B"#, "a gain of 34.7% over A&B"),
      (#"the Fr\'{e}chet and Fr\'echet distance"#, "the Fréchet and Fréchet distance"),
      (#"na\"ive, na\"{\i}ve, Schr\"odinger, T\"ULU"#, "naïve, naïve, Schrödinger, TÜLU"),
      (
        #"Boro\v{s}, Fran\c{c}ois, \O{}re, stra\ss e, Er\H{o}s"#,
        "Boroš, François, Øre, straße, Erős"
      ),
      (#"\textit{not} \emph{now}, \textbf{\textit{never}}"#, "not now, never"),
      (#"{\em slanted} and {\small small}"#, "slanted and small"),
      (#"as in Fig.~3~\cite{a,b} and~\citep[p.~3]{c}."#, "as in Fig. 3 and."),
      (#"pages 10--20 --- all"#, "pages 10–20 — all"),
      ("``quoted''", "“quoted”"),
      (#"$\alpha$-stable, $\beta \leq 0.5$"#, "α-stable, β ≤ 0.5"),
      (#"$5.18\times$ faster"#, "5.18× faster"),
      (#"5.18\times$ faster"#, "5.18× faster"),
      (#"from 42.9%$ to $50.1\%$"#, "from 42.9% to 50.1%"),
      (#"$\sim$5 hours"#, "~5 hours"),
      (#"$10^{-6}$ and $2^n$"#, "10^-6 and 2^n"),
      (#"L$^2$, AP$_{50}$, $N_a$, $F_1$"#, "L2, AP50, N_a, F1"),
      (#"90$^\circ$ and 45$^{\circ}$"#, "90° and 45°"),
      (#"$\frac{1}{2}$ of $\sqrt{n}$"#, "1/2 of √n"),
      (#"a rank$\unicode{x2014}$low"#, "a rank—low"),
      (#"$\mathcal{O}(N \log N)$ steps"#, "O(N log N) steps"),
      (#"$$ E = mc^2 $$"#, "E = mc2"),
      (#"\(x^2\) and \[ y \]"#, "x2 and y"),
      (#"10\,000 items in 5\,ms"#, "10000 items in 5 ms"),
      (#"\footnote{See below.}"#, "See below."),
      (#"we call \ours, or \textsc{Name}, and \sekai too"#, "we call, or Name, and sekai too"),
      (#"the model\'s \"own\" words, they\'re"#, #"the model's "own" words, they're"#),
      (#"valued at \1 million"#, "valued at 1 million"),
      (#"{BERT}s and L{\'e}vy"#, "BERTs and Lévy"),
      (#"a set \{a, b\} or {a, b}"#, "a set {a, b} or {a, b}"),
    ])
  func laTeX(_ text: String, _ expected: String) {
    #expect(TextCleaner.clean(text) == expected)
  }

  @Test(
    "Money is not mathematics",
    arguments: [
      "from $5 million in May to $3 million in June", "only $25 and $200k", "$1, $2 and $3",
      "between $5-$10 and $20", "about US$5 or HK$ 40 and A$AP", "$432.35, up from $430.10",
      "$5 million (<$10 million)", "it cost $9",
    ])
  func money(_ text: String) {
    #expect(TextCleaner.clean(text) == text)
  }

  @Test(
    "Links go, with the brackets and spaces that held them",
    arguments: [
      ("Code is at https://example.org/a/b.", "Code is at."),
      ("Code (https://example.org/a_(b)) is out", "Code is out"),
      ("Code is at https://example.org/a/b.We show more", "Code is at. We show more"),
      ("all models.https://example.org/x", "all models."),
      ("at:http://example.org, and www.example.org/z", "at:, and"),
      ("see github.com/owner/name. Good", "see. Good"),
      ("strong models.github.com/owner/name", "strong models."),
      ("the page owner.github.io/name/ has it", "the page has it"),
      (#"\href{https://example.org}{our page}, \url{https://example.org}"#, "our page,"),
      ("https://example.org/a{https://example.org/a}.", "."),
      ("either/or, w.r.t. TCP/IP and 3.5/4", "either/or, w.r.t. TCP/IP and 3.5/4"),
    ])
  func links(_ text: String, _ expected: String) {
    #expect(TextCleaner.clean(text) == expected)
  }

  @Test(
    "What PDF files leave behind is undone",
    arguments: [
      ("the \u{FB01}rst \u{FB02}ow, o\u{FB03}ce", "the first flow, office"),
      ("conjunc(cid:173) tion, \u{FB00}(cid:12)x", "conjunction, ff x"),
      ("hy\u{AD}phen and hy\u{AD} phen", "hyphen and hyphen"),
      ("  two\u{A0}words\u{2028}\tmore\u{200B} \u{1}", "two words more"),
      ("e\u{301}tude, \u{2126}", "étude, Ω"),
    ])
  func leftovers(_ text: String, _ expected: String) {
    let cleaned = TextCleaner.clean(text)
    #expect(Array(cleaned.utf8) == Array(expected.utf8))
  }

  @Test(
    "Plain text comes back without a look at its markup",
    arguments: [
      "", "A plain title: with (brackets), dashes-and 100% of signs", "its own 'quotes' and/or not",
    ])
  func plain(_ text: String) {
    var copy = text
    let needsCleaning = copy.withUTF8(TextCleaner.needsCleaning)
    #expect(!needsCleaning)
    #expect(TextCleaner.clean(text) == text)
  }

  @Test(
    "Broken markup never traps",
    arguments: [
      #"\"#, #"\'"#, #"\'{"#, #"\c{"#, "$", "$$", "$$$", "{", "}", "{}", "{{{{", "}}}}", #"\{"#,
      "$x", "x^", "$x^$", "$x_{$", #"\frac"#, #"\frac{1}"#, #"\unicode{x110000}"#, #"\unicode{"#,
      "(cid:", "(cid:173)", "http://", "www.", "a.com/", #"\("#, #"\(x"#, #"\cite[a]"#, "`", "''",
      "~",
      String(repeating: "{", count: 5000) + String(repeating: "}", count: 5000),
      "$" + String(repeating: "^", count: 500) + "$",
      "$" + String(repeating: #"^\a"#, count: 200) + "$",
      String(repeating: "$x_{", count: 2000), String(repeating: #"\textit{"#, count: 3000),
      String(repeating: #"\(\["#, count: 1000),
    ])
  func broken(_ text: String) {
    let cleaned = TextCleaner.clean(text)
    #expect(cleaned.utf8.count <= text.utf8.count * 3)
  }

  @Test("Cleaning clean text changes nothing")
  func idempotent() {
    let once = TextCleaner.clean(
      #"\textbf{A} gain of 34.7\% (see https://a.org/b) on  $\alpha$--$\beta$"#)
    #expect(once == "A gain of 34.7% (see) on α–β")
    #expect(TextCleaner.clean(once) == once)
  }
}
