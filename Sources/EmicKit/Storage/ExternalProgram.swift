import CPlatform
import Glibc

/// Another program that reads a file for emic: started without a shell, held to a time, an amount of
/// memory and an amount of output.
///
/// Its name is written in the source; nothing in a study can name a program.
enum ExternalProgram {
  enum Problem: Error, Hashable, Sendable {
    case missing
    case tooSlow(seconds: Int)
    /// It wrote nothing for so long.
    case silent(seconds: Int)
    case tooMuch(bytes: Int)
    /// What it said, in one line.
    case failed(String)
    /// An `errno`.
    case system(Int32)
  }

  /// A path as an argument that cannot be taken for an option.
  static func argument(path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

  static func words(_ number: Int32) -> String { String(cString: strerror(number)) + "." }

  private static let memory = 400 << 20

  /// - Parameters:
  ///   - program: is looked for in `PATH`.
  ///   - arguments: behind its name.
  ///   - seconds: after which it is ended.
  ///   - silence: seconds without output after which it is ended; `nil` for any.
  ///   - most: bytes of output after which it is ended.
  ///   - progress: told the bytes of output so far.
  /// - Returns: what it wrote to its standard output.
  /// - Throws: when it is not there, took too long, or said that it failed.
  static func run(
    _ program: String,
    _ arguments: [String],
    seconds: Int,
    silence: Int? = nil,
    most: Int,
    progress: (Int) -> Void = { _ in }
  ) throws(Problem) -> [UInt8] {
    var (out, error): (Pipe, Pipe) = (try Pipe(), try Pipe())
    defer {
      out.close()
      error.close()
    }
    let process = try spawn(program, arguments, out: out.write, error: error.write)
    platform_limit_memory(process, memory)
    out.closeWrite()
    error.closeWrite()
    let limits = Limits(seconds: seconds, silence: silence ?? seconds, most: most)
    let read = read(out.read, error.read, limits, progress)
    if read.problem != nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let problem = read.problem { throw problem }
    guard status == 0 else {
      // 127: the child could not become the program.
      if status >> 8 == 127, read.words.isEmpty { throw .missing }
      let words = String(decoding: read.words, as: UTF8.self).split(separator: "\n").first
      throw .failed(words.map { $0.hasSuffix(".") ? String($0) : $0 + "." } ?? "it gave no reason.")
    }
    return read.output
  }

  private struct Pipe {
    private(set) var read: Int32 = -1
    private(set) var write: Int32 = -1

    init() throws(Problem) {
      var ends: [Int32] = [-1, -1]
      guard platform_pipe(&ends) == 0 else { throw .system(errno) }
      (read, write) = (ends[0], ends[1])
    }

    mutating func closeWrite() {
      if write >= 0 { Glibc.close(write) }
      write = -1
    }

    mutating func close() {
      closeWrite()
      if read >= 0 { Glibc.close(read) }
      read = -1
    }
  }

  private static func spawn(
    _ program: String,
    _ arguments: [String],
    out: Int32,
    error: Int32
  ) throws(Problem) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("PATH=\(path)"), strdup("LC_ALL=C.UTF-8"), nil,
    ]
    defer { (words + environment).forEach { free($0) } }
    var process: pid_t = 0
    let number = posix_spawnp(&process, program, &actions, nil, &words, &environment)
    guard number == 0 else { throw number == ENOENT ? .missing : .system(number) }
    return process
  }

  private struct Limits {
    var seconds: Int
    /// In seconds.
    var silence: Int
    var most: Int
  }

  /// Reads both ends until the program has closed them, or a limit is reached.
  private static func read(
    _ out: Int32,
    _ error: Int32,
    _ limits: Limits,
    _ progress: (Int) -> Void
  ) -> (output: [UInt8], words: [UInt8], problem: Problem?) {
    var (output, words): ([UInt8], [UInt8]) = ([], [])
    var ends = [pollfd(fd: out, events: Int16(POLLIN), revents: 0)]
    ends.append(pollfd(fd: error, events: Int16(POLLIN), revents: 0))
    let end = now() + limits.seconds * 1000
    var heard = now()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while ends.contains(where: { $0.fd >= 0 }) {
      let (left, patience) = (end - now(), heard + limits.silence * 1000 - now())
      guard left > 0 else { return (output, words, .tooSlow(seconds: limits.seconds)) }
      guard patience > 0 else { return (output, words, .silent(seconds: limits.silence)) }
      let ready = poll(&ends, 2, Int32(min(left, patience)))
      guard ready > 0 else { continue }
      for place in ends.indices where ends[place].fd >= 0 && ends[place].revents != 0 {
        let count = again { Glibc.read(ends[place].fd, &buffer, buffer.count) }
        if count <= 0 {
          ends[place].fd = -1
        } else if place == 0 {
          heard = now()
          output.append(contentsOf: buffer[..<count])
          guard output.count <= limits.most else {
            return (output, words, .tooMuch(bytes: limits.most))
          }
          progress(output.count)
        } else if words.count < 4096 {
          words.append(contentsOf: buffer[..<count])
        }
      }
    }
    return (output, words, nil)
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
