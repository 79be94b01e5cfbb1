import Foundation
import Testing
import TrendsViews

@Suite("The road from listings to a report")
struct RoadTests {
  static let reportFiles =
    [
      "bursts.csv", "calls.csv", "changepoints.csv", "curves.csv", "data-dictionary.csv",
      "diagnostics.csv", "differences.csv", "document_topics.csv", "documents.csv", "evidence.csv",
      "excluded.csv", "forecast.csv", "manifest.json", "novelty.csv", "phrases.csv",
      "quadrants.csv", "report.html",
    ] + (Workbook.isBuiltIn ? ["report.xlsx"] : []) + [
      "summary.txt", "term_changes.csv", "terms.csv", "topics.csv", "trends.csv", "trends_wide.csv",
    ]

  @Test("fit reads, counts, estimates, and makes one store and nothing else")
  func fit() throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.succeed(
      "fit", "--topics", "3", "--sweeps", "60", "listings/", in: folder)
    #expect(output.stdout == "")
    #expect(output.stderr.contains("read 41 papers on 5 listings from 5 files: 40 new documents"))
    #expect(
      output.stderr.contains(
        "the store holds 40 documents with 41 appearances (1 on more than one date)"))
    #expect(output.stderr.contains("MB"), "no estimate before the work")
    #expect(
      output.stderr.contains("fit 1 of trends.db: 3 topics, 4 chains of 60 sweeps, seed 1"))
    let made = folder.everything().filter { !$0.hasPrefix("listings") }
    #expect(made == ["trends.db"])
  }

  @Test("fit --quiet says nothing")
  func quiet() throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.succeed(
      "fit", "-q", "--topics", "3", "--sweeps", "4", "listings", in: folder)
    #expect(output.stdout + output.stderr == "")
  }

  @Test("report writes all its files and points at the one to read first")
  func reportFiles() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed("report", "--by", "month", in: folder)
    #expect(output.stdout == "")
    #expect(
      output.stderr
        == "\(Self.reportFiles.count) files in reports: open report.html or read summary.txt first\n"
    )
    #expect(folder.everything(in: "reports") == Self.reportFiles)
    #expect(
      folder.everything() == ["reports"] + Self.reportFiles.map { "reports/" + $0 } + ["trends.db"])
  }

  @Test("report --stdout prints the summary, byte for byte the file")
  func summaryOnStandardOutput() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed("report", "--stdout", in: folder)
    #expect(output.stdout == (try folder.text("reports/summary.txt")))
    #expect(output.stdout.hasPrefix("trends report: 40 papers on 5 listing dates, 2024-01-10 to"))
  }

  @Test(
    "Tables have the columns that the product promises",
    arguments: [
      (
        "calls.csv",
        "topic_id,label,call,n,slope_pp_per_30_days,slope_lo,slope_hi,tau,p,q,q_by,method,"
          + "smallest_p,min_detectable_pp,burst_start,burst_end,burst_weight,burst_p,burst_q,reason"
      ),
      (
        "topics.csv",
        "topic_id,label,share,share_lo,share_hi,documents,tokens,stability,npmi,exclusivity,"
          + "first_date,status,label_phrases,top_terms,frex_terms,relevance_terms"
      ),
      (
        "trends.csv",
        "period,period_start,period_end,complete,topic_id,label,share,share_lo,share_hi,"
          + "sd_assign,sd_docs,documents,period_documents,docs_empty,share_tokens,tokens,"
          + "period_tokens,reason"
      ),
      ("terms.csv", "topic_id,period,term,probability,lift,frex,count,documents"),
      ("documents.csv", "document_id,date,title,url,top_topic,top_share"),
      ("document_topics.csv", "document_id,topic_id,share"),
      ("phrases.csv", "phrase,count,documents,npmi,g2,action,alias_of"),
      ("excluded.csv", "kind,item,reason,source,line"),
    ])
  func headers(file: String, columns: String) throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let table = try ResultTable(try folder.text("reports/" + file))
    #expect(table.header.joined(separator: ",") == columns)
  }

  @Test("The wide table has a column a topic, and the dictionary an entry a column")
  func wideTableAndDictionary() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let wide = try ResultTable(try folder.text("reports/trends_wide.csv")).header
    #expect(wide.count == 5 && wide[0] == "period" && wide[1] == "complete")
    for (heading, id) in zip(wide.dropFirst(2), ["T0001 ", "T0002 ", "T0003 "]) {
      #expect(heading.hasPrefix(id) && heading.count > id.count)
    }
    let dictionary = try ResultTable(try folder.text("reports/data-dictionary.csv"))
    let described = Set(
      zip(try dictionary.column("file"), try dictionary.column("column"))
        .map { $0 + ":" + $1 })
    for file in Self.reportFiles where file.hasSuffix(".csv") && file != "trends_wide.csv" {
      for column in try ResultTable(try folder.text("reports/" + file)).header {
        #expect(described.contains(file + ":" + column))
      }
    }
  }

  @Test("The shares of every period sum to 1", arguments: ["date", "month", "quarter"])
  func sharesSumToOne(unit: String) throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--by", unit, in: folder)
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    let periods = try trends.column("period")
    let shares = try trends.column("share").map { try #require(Double($0)) }
    var sums: [String: Double] = [:]
    for (period, share) in zip(periods, shares) {
      #expect((0...1).contains(share))
      sums[period, default: 0] += share
    }
    let expected = [
      "date": ["2024-01-10", "2024-01-24", "2024-02-07", "2024-02-21", "2024-03-06"],
      "month": ["2024-M01", "2024-M02", "2024-M03"], "quarter": ["2024-Q1"],
    ]
    #expect(sums.keys.sorted() == expected[unit])
    for (period, sum) in sums {
      #expect(abs(sum - 1) <= 1e-9, "\(period): \(sum)")
    }
  }

  @Test("The three themes are found: no topic mixes the words of two")
  func themesAreFound() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    let found = try topics.column("top_terms").map { cell -> Set<Int> in
      let terms = cell.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(terms.count == 10)
      return Set(
        terms.compactMap { term in
          InventedPapers.themes.firstIndex { words in
            words.contains { $0.hasPrefix(term.prefix(4)) }
          }
        })
    }
    #expect(found.allSatisfy { $0.count == 1 } && Set(found).count == 3, "\(found)")
  }

  @Test("A paper is counted on both dates it is listed on, and is one document")
  func twoAppearances() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let documents = try ResultTable(try folder.text("reports/documents.csv"))
    let dates = zip(try documents.column("title"), try documents.column("date"))
      .filter { $0.0 == InventedPapers.papers[0].title }.map(\.1)
    #expect(dates == ["2024-01-10", "2024-03-06"])
    #expect(Set(try documents.column("document_id")).count == 40)
    #expect(documents.rows.count == 41)
  }

  @Test(
    "--since in days counts back from the newest listing, and --until is inclusive",
    arguments: [
      (["--since", "14d"], ["2024-03-06"]), (["--since", "15d"], ["2024-02-21", "2024-03-06"]),
      (["--since", "2024-03-06"], ["2024-03-06"]), (["--until", "2024-01-10"], ["2024-01-10"]),
      (["--since", "2024-02", "--until", "2024-02"], ["2024-02-07", "2024-02-21"]),
    ])
  func range(options: [String], dates: [String]) throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.run(["report"] + options, in: folder)
    #expect(output.status == 0, "\(output.stderr)")
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    #expect(try Set(trends.column("period")) == Set(dates))
    let documents = try ResultTable(try folder.text("reports/documents.csv"))
    #expect(try Set(documents.column("date")) == Set(dates))
  }

  @Test("topics, show and documents look at the fit without changing anything")
  func looking() throws {
    let folder = try WorkingFolder.withFit()
    let before = try folder.bytes("trends.db")
    let topics = try TrendsProgram.succeed("topics", in: folder)
    for id in ["T0001", "T0002", "T0003"] { #expect(topics.stdout.contains(id)) }
    #expect(!topics.stdout.contains("\u{1B}"), "no colour where nobody watches")
    let show = try TrendsProgram.succeed("show", "T0001", in: folder)
    #expect(show.stdout.contains("T0001"))
    let documents = try TrendsProgram.succeed(
      "documents", "--topic", "T0001", "--limit", "3", in: folder)
    let table = try ResultTable(documents.stdout)
    #expect(
      table.header
        == ["document_id", "date", "title", "url", "top_topic", "top_share", "topic_share"])
    #expect(try table.column("top_topic") == ["T0001", "T0001", "T0001"])
    #expect(try table.column("top_share") == table.column("topic_share"))
    let shares = try table.column("topic_share").map { try #require(Double($0)) }
    #expect(shares == shares.sorted(by: >), "the largest share first")
    #expect(topics.stderr + show.stderr + documents.stderr == "")
    #expect(try folder.bytes("trends.db") == before)
    #expect(folder.everything() == ["trends.db"])
  }

  @Test("--json prints JSON", arguments: [["topics", "--json"], ["show", "T0002", "--json"]])
  func json(arguments: [String]) throws {
    let output = try TrendsProgram.run(arguments, in: try .withFit())
    #expect(output.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
    #expect(value is [String: Any] || value is [Any])
  }

  @Test("A topic is known by any form of its number", arguments: ["T0002", "t2", "2"])
  func topicNames(name: String) throws {
    let output = try TrendsProgram.succeed("show", name, in: try .withFit())
    #expect(output.stdout.contains("T0002"))
  }

  @Test("export --format counts prints the terms of each topic with their counts")
  func exportCounts() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed("export", "--format", "counts", in: folder)
    let table = try ResultTable(output.stdout)
    #expect(table.header == ["topic", "term", "count"])
    #expect(Set(try table.column("topic")) == ["T0001", "T0002", "T0003"])
    let counts = try table.column("count").map { try #require(Int($0)) }
    #expect(counts.allSatisfy { $0 > 0 })
    #expect(folder.everything() == ["trends.db"])
  }

  @Test("export --format uci writes three files and makes the folder for them")
  func exportUCI() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("export", "--format", "uci", "--out", "x/pages", in: folder)
    #expect(
      folder.everything(in: "x") == ["pages.dates.csv", "pages.docword.txt", "pages.vocab.txt"])
    let lines = try folder.text("x/pages.docword.txt").split(separator: "\n")
    let terms = try folder.text("x/pages.vocab.txt").split(separator: "\n")
    #expect(lines[0] == "40")
    #expect(lines[1] == "\(terms.count)")
    #expect(lines[2] == "\(lines.count - 3)")
    let dates = try ResultTable(try folder.text("x/pages.dates.csv"))
    #expect(dates.header == ["document", "date"])
    #expect(dates.rows.count == 41)
  }

  @Test("doctor finds nothing wrong with sound listings, and writes nothing")
  func doctor() throws {
    let folder = try WorkingFolder.withListings()
    let before = folder.everything()
    let output = try TrendsProgram.succeed("doctor", "listings", in: folder)
    #expect(output.stdout == "41 papers on 5 listings: no errors, 0 warnings\n")
    #expect(folder.everything() == before)
  }

  @Test("--store and TRENDS_STORE name another store; the option wins")
  func otherStore() throws {
    let folder = try WorkingFolder.withListings()
    try TrendsProgram.succeed(
      "import", "listings", in: folder, environment: ["TRENDS_STORE": "by-environment.db"])
    try TrendsProgram.succeed(
      "import", "listings", "--store", "by-option.db", in: folder,
      environment: ["TRENDS_STORE": "nowhere/never.db"])
    let made = folder.everything().filter { !$0.hasPrefix("listings") }
    #expect(made == ["by-environment.db", "by-option.db"])
  }
}
