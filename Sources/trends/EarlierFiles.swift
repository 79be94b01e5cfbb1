import Foundation
import TrendsCompute
import TrendsReports
import TrendsStore

/// The files that earlier reports left in a folder, told from everybody else's.
///
/// A file is ours if the list of an earlier report names it and it still has the digest that it had
/// then: what somebody changed or put there is never taken for ours.
enum EarlierFiles {
  /// The list of the charts that `report --svg` wrote.
  static let chartList = "charts.json"

  /// Files with their digests, for the list of this report.
  static func listed(_ files: [(name: String, contents: [UInt8])]) -> [Manifest.File] {
    concurrentMap(files.count, threadCount: files.count) {
      .init(name: files[$0].name, digest: digest(files[$0].contents))
    }
  }

  /// Names of our files in a folder that this report does not write again; none where there is no
  /// list, or one that is not ours.
  ///
  /// - Parameters:
  ///   - list: the name of the list in the folder, `manifest.json`.
  ///   - names: of the files that this report writes.
  static func stale(in folder: String, list: String, without names: [String]) -> [String] {
    guard let bytes = try? InputFiles.read(folder + "/" + list),
      let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      object["program"] as? String == "trends",
      let files = object["files"] as? [String: String]
    else { return [] }
    return files.keys.sorted().filter { name in
      guard !names.contains(name), !name.contains("/"), !name.utf8.contains(0),
        let bytes = try? InputFiles.read(folder + "/" + name)
      else { return false }
      return digest(bytes) == files[name]
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String { "sha256:\(ContentDigest(of: bytes))" }
}
