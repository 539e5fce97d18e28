import Glibc

/// The calls of a save, in one place so that a test can let any of them fail.
///
/// Each answers as the call of the same name does, with `errno` set on -1.
package struct FileCalls: Sendable {
  package var open: @Sendable (_ folder: Int32, _ name: String, _ flags: Int32) -> Int32
  package var write: @Sendable (_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
  package var changeMode: @Sendable (_ file: Int32, _ mode: mode_t) -> Int32
  package var sync: @Sendable (_ file: Int32) -> Int32
  package var close: @Sendable (_ file: Int32) -> Int32
  package var rename: @Sendable (_ folder: Int32, _ name: String, _ newName: String) -> Int32
  package var syncFolder: @Sendable (_ folder: Int32) -> Int32

  package static let system = FileCalls(
    open: { Glibc.openat($0, $1, $2, 0o600) },
    write: { Glibc.write($0, $1.baseAddress, $1.count) },
    changeMode: { Glibc.fchmod($0, $1) },
    sync: { Glibc.fsync($0) },
    close: { Glibc.close($0) },
    rename: { Glibc.renameat($0, $1, $0, $2) },
    syncFolder: { Glibc.fsync($0) }
  )
}
