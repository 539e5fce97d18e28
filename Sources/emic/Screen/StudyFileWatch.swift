import EmicKit

/// Notices when the study's own file is gone.
struct StudyFileWatch {
  /// `nil` before the first look.
  private var wasThere: Bool?

  /// Looks at the disk.
  ///
  /// - Returns: a sentence, once, when there was a file and there is none.
  mutating func problem(in study: StudyFolder) -> String? {
    let identity: FileIdentity?
    do {
      identity = try FileReader.identity(of: study.absolute("study.yaml"))
    } catch {
      // What cannot be asked just now may be there again the next time.
      return nil
    }
    defer { wasThere = identity != nil }
    guard wasThere == true, identity == nil else { return nil }
    return
      "study.yaml is gone from the study. Work goes on as it was read; put it back before emic is "
      + "begun again."
  }
}
