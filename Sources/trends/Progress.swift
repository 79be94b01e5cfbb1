import Foundation
import Synchronization

/// Progress on standard error: a line that redraws in a terminal, a line now and then elsewhere.
///
/// The clock is read for the rate and the remaining time only; nothing that is kept depends on it.
final class Progress: Sendable {
  private struct State {
    var started: ContinuousClock.Instant
    var lastShown: ContinuousClock.Instant
    var total = 0
    var done = 0
    /// Steps that were done by an earlier run, and take no part in the rate.
    var doneBefore = 0
    var lineIsOpen = false
  }

  private let unit: String
  private let tokensPerStep: Int?
  private let isQuiet: Bool
  private let stream = FileHandles.standardError
  private let state: Mutex<State>

  /// - Parameters:
  ///   - unit: what a step is, in the plural.
  ///   - tokensPerStep: tokens a step handles, for the rate; nil for no rate.
  init(unit: String, tokensPerStep: Int?, isQuiet: Bool) {
    self.unit = unit
    self.tokensPerStep = tokensPerStep
    self.isQuiet = isQuiet
    let now = ContinuousClock.now
    state = Mutex(State(started: now, lastShown: now))
  }

  /// Starts towards so many steps in all; the clock runs from the first start.
  ///
  /// - Parameter done: steps that are done at the start, by this run or an earlier one.
  func begin(total: Int, done: Int) {
    state.withLock { state in
      if state.total == 0 { state.started = ContinuousClock.now }
      state.total = total
      state.doneBefore += done - state.done
      state.done = done
    }
  }

  /// Counts a step that is done.
  func step() {
    let now = ContinuousClock.now
    let line = state.withLock { state -> String? in
      state.done += 1
      let interval: Duration = stream.isTerminal ? .milliseconds(100) : .seconds(10)
      guard !isQuiet, now - state.lastShown >= interval, state.done < state.total else {
        return nil
      }
      state.lastShown = now
      state.lineIsOpen = stream.isTerminal
      return text(state, now)
    }
    if let line { stream.write(stream.isTerminal ? "\r\u{1B}[K" + line : line + "\n") }
  }

  /// Clears the line that redraws.
  func finish() {
    let clear = state.withLock { state -> Bool in
      defer { state.lineIsOpen = false }
      return state.lineIsOpen
    }
    if clear { stream.write("\r\u{1B}[K") }
  }

  /// Time since the start and speed: `0:12 (14.1 million tokens a second)`.
  var pace: String {
    let elapsed = ContinuousClock.now - state.withLock(\.started)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let steps = state.withLock { $0.done - $0.doneBefore }
    let rate = Double(steps) * Double(tokensPerStep ?? 0) / max(seconds, 1e-9)
    return "\(clockText(seconds)) (\(millions(rate)) million tokens a second)"
  }

  private func text(_ state: State, _ now: ContinuousClock.Instant) -> String {
    let elapsed = now - state.started
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = Double(state.done - state.doneBefore) / max(seconds, 1e-9)
    let left = Double(state.total - state.done) / rate
    let percent = 100 * state.done / max(1, state.total)
    var line = "\(percent) %  \(state.done) of \(state.total) \(unit)  "
    if let tokensPerStep {
      line += "\(millions(rate * Double(tokensPerStep))) million tokens a second  "
    }
    return line + "\(clockText(left)) left"
  }

  /// A number in millions with one decimal.
  private func millions(_ number: Double) -> String {
    let tenths = Int((number / 1e5).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// Seconds as minutes and seconds, `2:05`, or with hours, `1:02:05`.
func clockText(_ seconds: Double) -> String {
  let whole = Int(min(seconds, 1e9).rounded(.up))
  let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
  let tail = rest < 10 ? "0\(rest)" : "\(rest)"
  guard minutes >= 60 else { return "\(minutes):\(tail)" }
  let minute = minutes % 60 < 10 ? "0\(minutes % 60)" : "\(minutes % 60)"
  return "\(minutes / 60):\(minute):\(tail)"
}
