import Synchronization

/// Values that are not given back before the program ends: the system takes all memory at once, where
/// half a million texts one by one would take a twentieth of a command's time.
enum KeptToTheEnd {
  private static let values = Mutex<[any Sendable]>([])

  static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
