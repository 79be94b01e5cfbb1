import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct ChunkAnalyzerTests {
  @Test(arguments: Language.allCases)
  func `a chunk of one plain word is taken apart as any other`(language: Language) {
    let analyzer = ChunkAnalyzer(
      classes: WordClasses(language: language, stoppedStems: [Array("model".utf8)]))
    for text in [
      "token", "Token", "TOKEN", "the", "The", "two", "Two", "like", "Like", "model", "Models",
      "LLMs", "llms", "LLaMA", "multi", "pre", "Table", "Figure", "using", "novel", "Methoden",
      "zwei", "deux", "dos", "university", "organization", "ab",
    ] {
      let word = analyzer.word(Array(text.utf8))
      #expect(analyzer.analyze(word: word) == analyzer.analyze([word]), "\(text)")
    }
  }
}

@Suite struct TokenStreamTests {
  @Test(arguments: [
    ("Token pruning", "|token prune"),
    // Hyphens part words, so that both spellings count alike.
    ("test-time adaptation", "|test -time adapt"),
    ("test time adaptation", "|test time adapt"),
    // Punctuation, brackets and blank lines end a run of words; a lone line feed does not.
    ("pruning, adaptation (training)", "|prune |adapt |train"),
    ("token\npruning\n\nadaptation", "|token prune |adapt"),
    // Possessives are cut; contractions are stop words.
    ("the model's tokens don't", "|(the) model token (don't)"),
    ("the models' tokens, 'quoted' words", "|(the) model token |quot |word"),
    ("the models\u{2019} tokens", "|(the) model token"),
    // Numbers and lone letters are no words and end a run.
    ("prune 40 tokens by a factor of 2.5", "|prune |token (by) |factor (of)"),
    ("tokens x pruning", "|token |prune"),
    ("7B parameters, 10x faster, 1,000 tokens", "|paramet |(faster) |token"),
    // A number after a name belongs to it, however it is joined.
    ("GPT-4 and GPT 4", "|gpt4 (and) gpt4"),
    ("Llama 3 beats Llama-3.1 and LLaMA", "|llama3 beat llama3.1 (and) llama"),
    ("in Table 3 we", "|(in) tabl |(we)"),
    ("CVPR 2024 tokens", "|cvpr |token"),
    ("BLEU 30% tokens", "|bleu |token"),
    ("llama 3", "|llama"),
    ("256x256 tokens, 2times", "|token"),
    // Numbers in words, and "like", mean something only inside hyphens.
    ("two-stage in two tokens", "|two -stage (in) (two) token"),
    ("human-like tokens like kernels", "|human -like token (like) kernel"),
    // Names with digits.
    ("resnet50 in 3D with GPT-4o", "|resnet50 (in) 3d (with) gpt4o"),
    ("3-D is 3D", "|3d (is) 3d"),
    // Prefixes and lone letters make one word with what follows.
    ("pre-trained and pretrained", "|pretrain (and) pretrain"),
    ("U-Net, X-ray, top-k", "|unet |xray |topk"),
    ("DALL-E, DALL-E 3", "|dalle |dalle3"),
    // Function words inside hyphens hold a compound together.
    ("text-to-image generation", "|text_to_imag generat"),
    ("out-of-distribution", "|out_of_distribut"),
    ("in-context learning", "|in_context learn"),
    ("state-of-the-art", "|state_of_the_art"),
    ("warm-up", "|warm_up"),
    ("pre- and post-training", "|(pre) |(and) posttrain"),
    // A prefix that is no word binds without a hyphen too, but not to a stop word.
    ("multi armed bandits", "|multiarm bandit"), ("multi-armed bandit", "|multiarm bandit"),
    ("pre and post", "|(pre) (and) (post)"), ("over fitting", "|(over) fit"),
    // Versions and counting letters are no words.
    ("SAM v2 and v1.5, YOLO-v8, YOLOv8", "|samv2 (and) |yolov8 |yolov8"),
    ("(ii) tokens and (iii) kernels", "|(ii) |token (and) |(iii) |kernel"),
    ("a 12-year-old son", "|(year) -old son"),
    // Code identifiers are one word a part; links are the cleaner's.
    ("torch.nn.Linear and max_pool2d()", "|torch |nn |linear (and) max |pool2d"),
    // Ligatures and decomposed letters are the cleaner's; a possessive of a name is cut.
    ("Zipf's law, naïve Bayes", "|zipf law |naïv bay"),
    ("Qwen2.5-VL, GPT-4V and o1", "|qwen2.5 -vl |gpt4v (and) o1"),
    // Plural acronyms are their singular.
    ("LLMs, LLM, llms and VLAs", "|llm |llm |llm (and) vla"),
    // Beyond ASCII: Greek letters are symbols.
    ("Schr\u{00F6}dinger", "|schrödinger"),
    ("β-VAE with α", "|βvae (with)"),
    ("encoder\u{2013}decoder \u{2014} soft\u{00AD}max", "|encod -decod |softmax"),
    ("ÄRGER", "|ärger"),
    ("注意力 机制", "|注意力 机制"),
    ("", ""), ("-- ' . - 3 %", ""), ("a-", ""), ("-a-b-c-", ""),
  ])
  func `a text is taken apart`(text: String, expected: String) {
    #expect(tokens(text) == expected)
  }

  @Test func `a title and its text are separate runs`() {
    #expect(tokens("pruning works", title: "Token") == "|token |prune (works)")
  }

  @Test func `a word of any length is no trouble`() {
    let long = String(repeating: "x", count: 100_000)
    #expect(tokens("token \(long) pruning") == "|token |prune")
    #expect(tokens("token \(String(repeating: "x", count: 65)) pruning") == "|token |prune")
  }

  @Test func `words are numbered by their keys, whatever the order of the documents`() {
    let texts = ["zebra apple", "mango zebra", "apple banana"]
    func keys(_ texts: [String], _ threads: Int) -> [String] {
      TokenStream(
        documents: documents(texts), classes: WordClasses(), threadCount: threads
      ) { $0 }.wordKeys
    }
    #expect(keys(texts, 1) == ["appl", "banana", "mango", "zebra"])
    #expect(keys(texts.reversed(), 3) == keys(texts, 1))
  }

  @Test func `the stop lists do not contradict each other`() {
    #expect(StopWords.functionWords.isDisjoint(with: StopWords.scholarlyWords))
    #expect(StopWords.companionWords.isDisjoint(with: StopWords.functionWords))
    #expect(StopWords.companionWords.isDisjoint(with: StopWords.scholarlyWords))
  }

  @Test(arguments: [
    (Language.french, "l'apprentissage d'une représentation", "|apprentissag |(une) représent"),
    (.french, "L’image n’est pas là", "|imag |(est) (pas) (là)"),
    (.french, "aujourd'hui, qu'un réseau neuronal", "|(aujourd'hui) |(un) réseau neuronal"),
    (.german, "Die neuronalen Netze der Bücher", "|(die) neuronal netz (der) buch"),
    (.german, "Kapitel 3 über GPT 4", "|(kapitel) |(über) gpt4"),
    (.spanish, "Las redes neuronales del niño", "|(las) red neuronal (del) niñ"),
    (.spanish, "análisis de imágenes médicas", "|analisis (de) imagen medic"),
  ])
  func `other languages have their stop words, stemmers and elisions`(
    language: Language, text: String, expected: String
  ) {
    #expect(tokens(text, language: language) == expected)
  }
}
