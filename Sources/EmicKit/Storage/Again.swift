import Glibc

/// Makes a file call again that a signal has cut short: nothing was done, and nothing is wrong.
///
/// A file system over a network or in a program of its own may be cut short in any call, as when the
/// window changes its size.
///
/// - Returns: what the call answered, with `errno` set on -1, and never to `EINTR`.
@inline(__always)
func again<Number: SignedInteger>(_ call: () -> Number) -> Number {
  while true {
    let answer = call()
    if answer != -1 || errno != EINTR { return answer }
  }
}

/// The same of a call that gives a pointer, or none.
@inline(__always)
func again<Pointer>(_ call: () -> Pointer?) -> Pointer? {
  while true {
    if let answer = call() { return answer }
    if errno != EINTR { return nil }
  }
}

/// The same of a renaming, which a server may have carried out all the same: then what is to be renamed is
/// gone.
func againRenaming(_ call: () -> Int32) -> Int32 {
  var wasCutShort = false
  while call() == -1 {
    if wasCutShort, errno == ENOENT { return 0 }
    guard errno == EINTR else { return -1 }
    wasCutShort = true
  }
  return 0
}
