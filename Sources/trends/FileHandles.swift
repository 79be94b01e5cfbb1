import Glibc

/// The process's own streams, written to without buffering or locale.
enum FileHandles {
  static let standardOutput = OutputStream(descriptor: 1)
  static let standardError = OutputStream(descriptor: 2)
}

/// A file descriptor that text is written to.
struct OutputStream: Sendable {
  let descriptor: Int32

  /// Whether a person may be watching.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The width of the terminal in columns, or nil where there is none.
  var width: Int? {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Writes text; a reader that has gone away ends the program as it ends others.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count, let base = bytes.baseAddress {
        let written = Glibc.write(descriptor, base + start, bytes.count - start)
        if written < 0 {
          if errno == EINTR { continue }
          guard descriptor == STDOUT_FILENO else { return }
          // A reader that went away wanted no more; anything else is an error.
          if errno != EPIPE {
            let reason = String(cString: strerror(errno))
            printError("error: standard output: cannot be written: \(reason)")
          }
          exit(ExitStatus.cannotWrite.rawValue)
        }
        start += written
      }
    }
  }
}
