// swift-tools-version: 6.1
import PackageDescription

/// Every Swift target is built with the same strictness.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "trends",
  products: [
    .executable(name: "trends", targets: ["trends"]),
    .library(
      name: "TrendsKit",
      targets: [
        "TrendsCorpus", "TrendsFeatures", "TrendsLDA", "TrendsPrevalence", "TrendsQuality",
        "TrendsReports", "TrendsSignals", "TrendsStore", "TrendsViews",
      ]),
  ],
  traits: [
    .trait(name: "Workbook", description: "report.xlsx, by libxlsxwriter")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Debian packages as modules. GSL and OpenBLAS share one, because both declare CBLAS_TRANSPOSE.
    .systemLibrary(
      name: "CNumerics", providers: [.apt(["libgsl-dev", "libopenblas-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CWorkbook", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CMemory"),
    // Header-only shims for the sampler and for digests; no library behind them.
    .systemLibrary(name: "CKernels"),

    // The path of a document, top to bottom: a target imports only targets above it.
    .target(
      name: "TrendsCompute", dependencies: ["CNumerics", "CKernels"], swiftSettings: strict),
    .target(
      name: "TrendsCorpus", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "TrendsFeatures", dependencies: ["CStemmer", "TrendsCompute", "TrendsCorpus"],
      swiftSettings: strict),
    .target(
      name: "TrendsLDA",
      dependencies: ["CKernels", "CNumerics", "TrendsCompute", "TrendsCorpus", "TrendsFeatures"],
      swiftSettings: strict),
    .target(
      name: "TrendsPrevalence",
      dependencies: ["TrendsCompute", "TrendsCorpus", "TrendsFeatures", "TrendsLDA"],
      swiftSettings: strict),
    .target(
      name: "TrendsQuality",
      dependencies: [
        "TrendsCompute", "TrendsCorpus", "TrendsFeatures", "TrendsLDA", "TrendsPrevalence",
      ],
      swiftSettings: strict),
    .target(name: "TrendsReports", dependencies: ["TrendsCorpus"], swiftSettings: strict),
    .target(
      name: "TrendsSignals",
      dependencies: [
        "CKernels", "CNumerics", "TrendsCompute", "TrendsCorpus", "TrendsLDA", "TrendsPrevalence",
      ],
      swiftSettings: strict),
    .target(
      name: "TrendsStore",
      dependencies: [
        "CKernels", "CZlib", "TrendsCorpus", "TrendsFeatures", "TrendsLDA",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "TrendsViews",
      dependencies: [
        .target(name: "CWorkbook", condition: .when(traits: ["Workbook"])),
        "TrendsCorpus", "TrendsReports", "TrendsStore",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources")],
      swiftSettings: strict),
    .executableTarget(
      name: "trends",
      dependencies: [
        "CKernels", "CMemory", "CNumerics", "TrendsCompute", "TrendsCorpus", "TrendsFeatures",
        "TrendsLDA", "TrendsPrevalence", "TrendsQuality", "TrendsReports", "TrendsSignals",
        "TrendsStore", "TrendsViews",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "TrendsTestSupport", path: "Tests/TrendsTestSupport", swiftSettings: strict),
    .testTarget(
      name: "TrendsSignalsTests",
      dependencies: [
        "TrendsSignals", "TrendsCompute", "TrendsCorpus", "TrendsLDA", "TrendsPrevalence",
        "TrendsTestSupport",
      ],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsComputeTests",
      dependencies: ["TrendsCompute", "CKernels", "CNumerics", "TrendsTestSupport"],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsCorpusTests",
      dependencies: ["CZlib", "TrendsCorpus", "TrendsTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsFeaturesTests",
      dependencies: ["TrendsFeatures", "TrendsCorpus", "TrendsTestSupport"],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsLDATests",
      dependencies: ["TrendsLDA", "TrendsFeatures", "TrendsCompute", "TrendsTestSupport"],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsPrevalenceTests",
      dependencies: ["TrendsPrevalence", "TrendsCorpus", "TrendsLDA", "TrendsTestSupport"],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsQualityTests",
      dependencies: ["TrendsQuality", "TrendsFeatures", "TrendsLDA", "TrendsTestSupport"],
      resources: [.copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsReportsTests",
      dependencies: ["TrendsReports", "TrendsCorpus", "TrendsTestSupport"],
      resources: [.copy("Golden"), .copy("Reference")],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsStoreTests",
      dependencies: [
        "TrendsStore", "TrendsCorpus", "TrendsFeatures", "TrendsLDA", "TrendsTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TrendsViewsTests",
      dependencies: [
        "TrendsViews", "TrendsCorpus", "TrendsReports", "TrendsStore", "TrendsTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "trendsTests",
      dependencies: [
        "trends", "TrendsCorpus", "TrendsPrevalence", "TrendsStore", "TrendsTestSupport",
        "TrendsViews",
      ],
      swiftSettings: strict),
  ]
)
